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

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1f, 0f)]
    [InlineData(-0f, 0f)]
    [InlineData(-0f, -1f)]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity)]
    [InlineData(2f, float.NaN)]
    [InlineData(float.NaN, 2f)]
    public void ColumnsOfTwoValuesAreInOrder(float first, float other)
    {
        var random = new Random(3);
        foreach (var count in new[] { 1, 2, 3, 40, 1001 })
        {
            foreach (var third in new float?[] { null, 0.5f, float.NaN })
            {
                float[] values = [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? other : first)];
                values[0] = first;
                values[^1] = third ?? values[^1];
                int[] expected = [.. Enumerable.Range(0, count).OrderBy(row => float.IsNaN(values[row])).ThenBy(row => values[row])];
                InOrder(values, expected);
                InOrder([.. values.Select(value => (double)value)], expected);
            }
        }

        static void InOrder<T>(T[] values, int[] expected)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var (rows, sorted, present) = Sort(values);
            Assert.Equal(expected, rows);
            Assert.Equal(values.Count(value => !T.IsNaN(value)), present);
            Assert.Equal(expected.Select(row => values[row]), sorted);
            Assert.DoesNotContain(sorted, value => T.IsNegative(value) && value == T.Zero);

            // Two elements from a row to the next, and what lies between is no value.
            T[] apart = [.. values.SelectMany(value => (T[])[value, T.CreateTruncating(7)])];
            Assert.Equal(present, FeatureSort.Argsort<T>(apart.AsSpan(0, apart.Length - 1), rows, new long[FeatureSort.WorkspaceLength<T>(values.Length)], [], 2));
            Assert.Equal(expected, rows);
        }
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
