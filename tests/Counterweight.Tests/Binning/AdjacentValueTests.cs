using System.Numerics;
using Counterweight.Binning;
using Counterweight.Features;
using Xunit;

namespace Counterweight.Tests.Binning;

/// <summary>Numbers with none between them: their edge is the lower one, whichever way a midpoint rounds.</summary>
public class AdjacentValueTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    public void AdjacentFloatsHaveBinsOfTheirOwn(int count)
    {
        // Even and odd last bits, both signs, subnormal ones, both sides of 0 and of a power of two.
        foreach (var start in (ReadOnlySpan<float>)[1, MathF.BitIncrement(1), -1, MathF.BitDecrement(-3), float.Epsilon, -2 * float.Epsilon, MathF.BitDecrement(2), 1e30f, float.MinValue])
        {
            EachHasItsBin(Run(start, count, MathF.BitIncrement));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(1000)]
    public void AdjacentDoublesHaveBinsOfTheirOwn(int count)
    {
        foreach (var start in (ReadOnlySpan<double>)[1, Math.BitIncrement(1.0), -1, Math.BitDecrement(-3.0), double.Epsilon, -2 * double.Epsilon, Math.BitDecrement(2.0), 1e300, double.MinValue])
        {
            EachHasItsBin(Run(start, count, Math.BitIncrement));
        }
    }

    [Fact]
    public void ThresholdsOfHugeValuesLieBetweenThem()
    {
        var bins = FeatureBins.CreateNumeric([double.MinValue, 1e308, double.MaxValue], [double.MinValue, 1.2e308, double.MaxValue], hasMissing: false);
        Assert.Equal(0.6e308 + (double.MaxValue / 2), bins.Threshold(1, 2), 1e293);
        Assert.Equal(0, bins.Threshold(0, 2));
        Assert.Equal([0, 1, 1, 2], Apply<double>(bins, [double.MinValue, 1e308, 1.2e308, double.MaxValue]));
    }

    private static T[] Run<T>(T start, int count, Func<T, T> next)
    {
        var values = new T[count];
        values[0] = start;
        for (var i = 1; i < count; i++)
        {
            values[i] = next(values[i - 1]);
        }

        return values;
    }

    private static void EachHasItsBin<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // −0 and 0 are one value.
        T[] distinct = [.. values.Distinct()];
        var bins = FeatureBins.FindNumeric<T, T>(new(values, values.Length, 1, FeatureLayout.RowMajor), 0, [], FeatureBins.MaxBins);
        Assert.Equal(distinct.Select(double.CreateTruncating), bins.Lowest.ToArray());
        Assert.Equal(Enumerable.Range(0, distinct.Length), Apply(bins, distinct));
        for (var bin = 1; bin < distinct.Length; bin++)
        {
            Assert.InRange(bins.Edges[bin - 1], bins.Highest[bin - 1], Math.BitDecrement(bins.Lowest[bin]));
        }
    }

    private static IEnumerable<int> Apply<T>(FeatureBins bins, T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var found = new ushort[values.Length];
        new BinMapper([bins]).Apply(new FeatureMatrix<T>(values, values.Length, 1, FeatureLayout.RowMajor), found);
        return found.Select(bin => (int)bin);
    }
}
