using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Xunit;

namespace Counterweight.Tests.Metrics.Ranking;

/// <summary>Weights so far below others that no unit holds both.</summary>
[Trait("Registers", "any")]
public sealed class VanishingWeightTests
{
    private static readonly double[] Scores = [1, 2, 3, 4, 5, 6, 6, 7];
    private static readonly int[] Labels = [0, 1, 0, 1, 1, 0, 1, 0];

    /// <summary>Beyond what one unit of a double holds a weight still has its class, and draws of the class find its rows.</summary>
    [Theory]
    [InlineData(double.Epsilon, 2e307)]
    [InlineData(2e307, double.Epsilon)]
    public void RowsThatWeighNothingBesideOthersAreDrawn(double ofPositives, double ofNegatives)
    {
        double[] weights = [.. Labels.Select(label => label == 1 ? ofPositives : ofNegatives)];
        var (expected, areas) = (new double[40], new double[40]);
        foreach (var isStratified in (bool[])[false, true])
        {
            RankingBootstrap.Areas<double>(Scores, Labels, expected, [], new RandomStream(3), default, isStratified);
            RankingBootstrap.Areas<double>(Scores, Labels, areas, [], new RandomStream(3), weights, isStratified);
            Assert.All(expected.Zip(areas), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        }
    }
}
