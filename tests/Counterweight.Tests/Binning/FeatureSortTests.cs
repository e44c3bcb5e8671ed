using Counterweight.Sorting;
using Xunit;

namespace Counterweight.Tests.Binning;

[Trait("Registers", "any")]
public class FeatureSortTests
{
    [Fact]
    public void SpecialValuesHaveTheirPlaces()
    {
        float[] values = [float.NaN, 0f, float.PositiveInfinity, -0f, float.Epsilon, -float.NaN, -float.Epsilon, float.NegativeInfinity, -1e-40f, float.MaxValue, -float.MaxValue, 0f];
        var (rows, sorted, present) = Sort(values);
        Assert.Equal([7, 10, 8, 6, 1, 3, 11, 4, 9, 2, 0, 5], rows);
        Assert.Equal(10, present);
        Assert.Equal(BitConverter.SingleToInt32Bits(0f), BitConverter.SingleToInt32Bits(sorted[5]));
        var (wideRows, _, widePresent) = Sort([.. values.Select(value => (double)value)]);
        Assert.Equal(rows, wideRows);
        Assert.Equal(10, widePresent);
    }

    [Fact]
    public void EqualValuesRemainInTheirOrder()
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 5000).Select(_ => (float)random.Next(-9, 9))];
        Assert.Equal(Enumerable.Range(0, 5000).OrderBy(row => values[row]), Sort(values).Rows);
        Assert.Equal(Enumerable.Range(0, 77), Sort(Enumerable.Repeat(3f, 77).ToArray()).Rows);
        Assert.Equal(Enumerable.Range(0, 77), Sort(Enumerable.Repeat(double.NaN, 77).ToArray()).Rows);
        Assert.Empty(Sort(Array.Empty<double>()).Rows);
    }

    [Fact]
    public void EveryBitPatternIsOrdered()
    {
        var random = new Random(2);
        double[] values = [.. Enumerable.Range(0, 30000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))];
        var (rows, sorted, present) = Sort(values);
        double[] expected = [.. values.Where(value => !double.IsNaN(value)).Order()];
        Assert.Equal(expected, sorted[..present]);
        Assert.Equal(expected, rows[..present].Select(row => values[row]));
        float[] singles = [.. values.Select(value => BitConverter.Int32BitsToSingle((int)BitConverter.DoubleToInt64Bits(value)))];
        var single = Sort(singles);
        Assert.Equal(singles.Where(value => !float.IsNaN(value)).Order(), single.Sorted[..single.Present]);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Throws<ArgumentException>("values", () => FeatureSort.Argsort<float>(new float[3], new int[4], new long[8]));
        Assert.Throws<ArgumentException>("values", () => FeatureSort.Argsort<float>(new float[9], new int[4], new long[8], [], 2));
        Assert.Throws<ArgumentException>("workspace", () => FeatureSort.Argsort<float>(new float[4], new int[4], new long[7]));
        Assert.Throws<ArgumentException>("workspace", () => FeatureSort.Argsort<double>(new double[4], new int[4], new long[15]));
        Assert.Throws<ArgumentException>("sortedValues", () => FeatureSort.Argsort<float>(new float[4], new int[4], new long[8], new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => FeatureSort.Argsort<float>(new float[4], new int[4], new long[8], [], 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => FeatureSort.WorkspaceLength<float>(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => FeatureSort.WorkspaceLength<double>(int.MaxValue / 2));
        float[] both = [1, 2, 3, 4];
        Assert.Throws<ArgumentException>("sortedValues", () => FeatureSort.Argsort<float>(both, new int[4], new long[8], both));
    }

    private static (int[] Rows, T[] Sorted, int Present) Sort<T>(T[] values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var rows = new int[values.Length];
        var sorted = new T[values.Length];
        var present = FeatureSort.Argsort<T>(values, rows, new long[FeatureSort.WorkspaceLength<T>(values.Length)], sorted);
        return (rows, sorted, present);
    }
}
