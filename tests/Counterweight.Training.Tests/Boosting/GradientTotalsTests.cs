using Counterweight.Training.Boosting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Weights of classes are exact sums, from the least number of single precision to the greatest.</summary>
public class GradientTotalsTests
{
    /// <summary>2⁻¹²⁶: numbers below are subnormal.</summary>
    private const float Least = 1.17549435e-38f;

    [Fact]
    public void SubnormalWeightsCountAsWhatTheyAre()
    {
        float[] weights = [1, 1e-40f, float.Epsilon, 3e-42f, 0, 1.5f, Least];
        Assert.Equal([2.5, 1e-40f + (double)float.Epsilon + 3e-42f + Least, 0], GradientTotals.ClassWeights([0, 1, 1, 1, 2, 0, 1], 3, weights));
    }

    [Fact]
    public void MinusZeroCountsAsNothing() => Assert.Equal([0.5, 0, 3], GradientTotals.ClassWeights([0, 1, 2, 0], 3, [0.5f, -0f, 3, -0f]));

    [Fact]
    public void NoOrderOfRowsShows()
    {
        // In double precision the many small ones would vanish beside the great one, or not, as they come.
        float[] weights = [.. Enumerable.Repeat(1e-10f, 1000), 1e10f];
        var exact = 1e10 + (1000 * (double)1e-10f);
        Assert.Equal([exact], GradientTotals.ClassWeights(new int[1001], 1, weights));
        Assert.Equal([exact], GradientTotals.ClassWeights(new int[1001], 1, [.. weights.Reverse()]));
        Assert.Equal([2.0, 3], GradientTotals.ClassWeights([1, 0, 1, 0, 1], 2, []));
    }
}
