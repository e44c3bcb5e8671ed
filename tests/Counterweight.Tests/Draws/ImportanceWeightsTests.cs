using Counterweight.Draws;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>Weights of draws undo what the draws prefer.</summary>
public sealed class ImportanceWeightsTests
{
    private static readonly double[] Weights = [0.2, 3, 0, 1.5, 0.4, 9];
    private static readonly double[] Values = [10, -3, 1000, 4, 100, 0.5];

    /// <summary>Whatever draws them: alias table, tree or comb. Zeros are out of the sum.</summary>
    [Fact]
    public void WeightedSumsOfDrawsAreUnbiased()
    {
        const int Count = 1_000_000;
        var expected = Enumerable.Range(0, 6).Where(i => Weights[i] > 0).Sum(i => Values[i]);
        var variance = Enumerable.Range(0, 6).Where(i => Weights[i] > 0).Sum(i => Values[i] * Values[i] * Weights.Sum() / Weights[i]) / Count;
        var columns = new ulong[6];
        AliasTable.Build<double>(Weights, columns);
        var draws = new int[Count];
        AliasTable.Draw(columns, new(1, 1), 0, draws);
        Assert.InRange(Sum(draws), expected - (5 * Math.Sqrt(variance)), expected + (5 * Math.Sqrt(variance)));
        WeightTree.Create<double>(Weights).Draw(new(1, 2), 0, draws);
        Assert.InRange(Sum(draws), expected - (5 * Math.Sqrt(variance)), expected + (5 * Math.Sqrt(variance)));

        // The counts of a comb are off by less than one.
        SystematicDraws.Draw<double>(Weights, new(1, 3), 0, draws);
        Assert.InRange(Sum(draws), expected - 0.1, expected + 0.1);
    }

    [Fact]
    public void CategoriesAndDrawsAgreeAndScaleDoesNotShow()
    {
        int[] draws = [1, 5, 5, 3, 0];
        foreach (var scale in (double[])[1, 1e-300, 1e300])
        {
            double[] weights = [.. Weights.Select(weight => weight * scale)];
            var ofDraws = new double[draws.Length];
            ImportanceWeights.OfDraws<double>(weights, draws, ofDraws);
            ImportanceWeights.OfCategories<double>(weights, draws.Length, weights);
            Assert.Equal(draws.Select(draw => weights[draw]), ofDraws);
            Assert.Equal(0, weights[2]);
            Assert.Equal(14.1 / (5 * 3), weights[1], 1e-14);
        }

        // Of weights that are subnormal beside the greatest, as of any others: Σw = 2e300 and 3e10.
        double[] few = [1e300, 1e-10, 1e300];
        ImportanceWeights.OfCategories<double>(few, 100_000, few);
        Assert.Equal(2e305, few[1], 1e290);
        few = [1e10, 3e-308, 2e10];
        ImportanceWeights.OfCategories<double>(few, 1_000_000_000_000, few);
        Assert.Equal(1e306, few[1], 1e291);
        few = [3 * double.Epsilon, 5 * double.Epsilon];
        ImportanceWeights.OfCategories<double>(few, 7, few);
        Assert.Equal([8 / 21.0, 8 / 35.0], few);
        few = [double.Epsilon, 1e-300, 0];
        ImportanceWeights.OfCategories<double>(few, 1, few);
        Assert.Equal([1e-300 / double.Epsilon, 1, 0], few);

        double[] huge = [double.MaxValue, double.MaxValue];
        ImportanceWeights.OfCategories<double>(huge, 4, huge);
        Assert.Equal([0.5, 0.5], huge);
        ImportanceWeights.OfDraws<double>(Weights, [], []);
    }

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        double[] result = [-1, -1];
        Refuses<ArgumentException>("none above 0", () => ImportanceWeights.OfCategories<double>([0, 0], 1, result));
        Refuses<ArgumentException>("none above 0", () => ImportanceWeights.OfDraws<double>([0, 0], [0, 1], result));
        Refuses<ArgumentOutOfRangeException>("weights[1] is NaN;", () => ImportanceWeights.OfCategories<double>([1, double.NaN], 1, result));
        Refuses<ArgumentOutOfRangeException>("weights[0] is -1;", () => ImportanceWeights.OfDraws<double>([-1, 1], [0, 1], result));
        Refuses<ArgumentOutOfRangeException>("drawCount is 0; it must be at least 1.", () => ImportanceWeights.OfCategories<double>([1, 1], 0, result));
        Refuses<ArgumentException>("destination has 2 elements, weights asks for 3.", () => ImportanceWeights.OfCategories<double>([1, 1, 1], 1, result));
        Refuses<ArgumentException>("destination has 2 elements, draws asks for 1.", () => ImportanceWeights.OfDraws<double>([1, 1, 1], [1], result));
        Refuses<ArgumentOutOfRangeException>("draws[1] is 2; it must be one of 2 categories", () => ImportanceWeights.OfDraws<double>([1, 1], [0, 2], result));
        Refuses<ArgumentOutOfRangeException>("draws[0] is -1;", () => ImportanceWeights.OfDraws<double>([1, 1], [-1, 0], result));
        Refuses<ArgumentOutOfRangeException>("draws[0] is 1;", () => ImportanceWeights.OfDraws<double>([1, 0], [1, 0], result));
        Refuses<ArgumentException>("weights[0] is 1E-300: a draw of it would have a weight beyond", () => ImportanceWeights.OfCategories<double>([1e-300, 1e300], 1, result));
        Refuses<ArgumentException>("weights[1] is 1E-30: a draw of it would have a weight beyond Single", () => ImportanceWeights.OfDraws<float>([1e30f, 1e-30f], [0, 1], new float[2]));
        double[] one = [1, 1, 1];
        Refuses<ArgumentException>("overlaps", () => ImportanceWeights.OfCategories<double>(one.AsSpan(0, 2), 1, one.AsSpan(1)));
        Refuses<NotSupportedException>("neither float nor double", () => ImportanceWeights.OfCategories<Half>([Half.One], 1, new Half[1]));
        Assert.Equal([-1, -1], result);
    }

    private static double Sum(int[] draws)
    {
        var weights = new double[draws.Length];
        ImportanceWeights.OfDraws<double>(Weights, draws, weights);
        return draws.Zip(weights, (draw, weight) => weight * Values[draw]).Sum();
    }

    private static void Refuses<TError>(string message, Action call)
        where TError : Exception => Assert.Contains(message, Assert.Throws<TError>(call).Message, StringComparison.Ordinal);
}
