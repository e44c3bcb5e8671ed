using System.Numerics;
using Counterweight.Draws;
using Counterweight.Randomness;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>Alias tables: exact sums, exact zeros, draws in proportion, each by its place alone.</summary>
public sealed class AliasTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(1000)]
    public void DrawsHaveTheProbabilitiesOfTheWeights(int categories)
    {
        foreach (var shape in (Func<int, double>[])[_ => 2, i => i + 1, i => i % 3 == 0 ? 0 : 1, i => 1 / (1.0 + (i * i)), i => i == categories / 2 ? 1000 : 0.5])
        {
            double[] weights = [.. Enumerable.Range(0, categories).Select(shape)];
            if (weights.Count(weight => weight > 0) < 2)
            {
                continue;
            }

            var draws = new int[200_000];
            AliasTable.Draw(Table(weights), new(11, 4), 0, draws);
            ChiSquare.AssertFits(ChiSquare.Count(draws, categories), Shares(weights));
        }
    }

    /// <summary>The pieces of all columns, as integers, sum to all there are, and each category's come to its share.</summary>
    [Fact]
    public void ColumnsHoldTheWeights() => Prop.ForAll(
        Gen.Choose(1, 70).SelectMany(count => Weight.ArrayOf(count)).Where(weights => weights.Any(weight => weight > 0)).ToArbitrary(),
        weights =>
        {
            var masses = Masses(Table(weights));
            var whole = masses.Aggregate(BigInteger.Add);
            Assert.Equal((BigInteger)weights.Length << (63 - (BitOperations.Log2((uint)weights.Length) + 1)), whole);
            var shares = Shares(weights);
            var first = Array.IndexOf(weights, weights.Max());
            for (var i = 0; i < weights.Length; i++)
            {
                var error = Math.Abs(((double)masses[i] / (double)whole) - shares[i]);
                Assert.True(i == first ? error <= Math.ScaleB(1, -49) : weights[i] == 0 ? masses[i].IsZero : error <= Math.ScaleB(shares[i], -50) + Math.ScaleB(1, -62));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void ScalingAllWeightsByAPowerOfTwoChangesNoColumn()
    {
        double[] weights = [0.1, 3, 0, 7.7, 1e-3, 3];
        foreach (var exponent in (int[])[-1000, -3, 5, 1020])
        {
            Assert.Equal(Table(weights), Table([.. weights.Select(weight => Math.ScaleB(weight, exponent))]));
        }

        Assert.Equal(Table([0.1f, 3f, 0f]), Table([0.1f, 3.0, 0.0]));
    }

    [Fact]
    public void WeightsFarApartAreDrawnOrNot()
    {
        // Of a draw in 2⁶² there is nothing left, of the sum beyond a double all.
        Assert.All(Drawn([1e-30, 1, 0], 1000), draw => Assert.Equal(1, draw));
        Assert.All(Drawn([double.Epsilon, double.MaxValue], 1000), draw => Assert.Equal(1, draw));
        Assert.All(Drawn([0, double.Epsilon, 0], 1000), draw => Assert.Equal(1, draw));
        ChiSquare.AssertFits(ChiSquare.Count(Drawn([double.MaxValue, double.MaxValue, 0, double.MaxValue / 2], 100_000), 4), [0.4, 0.4, 0, 0.2]);
        ChiSquare.AssertFits(ChiSquare.Count(Drawn([double.Epsilon, 3 * double.Epsilon], 100_000), 2), [0.25, 0.75]);
        ChiSquare.AssertFits(ChiSquare.Count(Drawn([1, 1e-4], 4_000_000), 2), [1 / 1.0001, 1e-4 / 1.0001]);
    }

    [Fact]
    public void AnyCutAndAnyNumberOfThreadsGiveTheSameDraws()
    {
        var table = Table([1, 2, 3, 4, 5, 0, 0.5]);
        var stream = new RandomStream(3, 9);
        var all = new int[50_000];
        AliasTable.Draw(table, stream, 100, all);
        foreach (var threads in (int[])[2, 3, 7])
        {
            var again = new int[all.Length];
            AliasTable.Draw(table, stream, 100, again, threads);
            Assert.Equal(all, again);
        }

        for (var (start, length) = (0, 1); start + length <= 2000; (start, length) = (start + length, (length * 3 % 61) + 1))
        {
            var part = new int[length];
            AliasTable.Draw(table, stream, 100 + start, part);
            Assert.Equal(all[start..(start + length)], part);
        }

        foreach (var place in (int[])[0, 1, 511, 512, 513, 8191, 8192, 49_999])
        {
            Assert.Equal(all[place], AliasTable.Draw(table, stream, 100 + place));
        }

        AliasTable.Draw(table, stream, (1L << 62) - 3, all.AsSpan(0, 2));
        AliasTable.Draw(table, stream, 0, []);
    }

    /// <summary>Beyond the integers of a float: the last category has half of the weight, the one before it none.</summary>
    [Fact]
    public void MoreThanSixteenMillionCategories()
    {
        const int Count = (1 << 24) + 3;
        var weights = new float[Count];
        weights.AsSpan().Fill(1);
        weights[^1] = Count - 2;
        weights[^2] = 0;
        var table = new ulong[Count];
        AliasTable.Build<float>(weights, table);
        var draws = new int[400_000];
        AliasTable.Draw(table, new(1), 0, draws, 2);
        var cells = draws.Select(draw => draw >= Count - 2 ? draw - (Count - 2) + 16 : (int)((long)draw * 16 / (Count - 2))).ToArray();
        ChiSquare.AssertFits(ChiSquare.Count(cells, 18), [.. Enumerable.Repeat(1.0 / 32, 16), 0, 0.5]);
        Assert.InRange(draws.Where(draw => draw < Count - 2).Distinct().Count(), 190_000, 210_000);
        Assert.Contains(draws, draw => draw > 1 << 24 && draw < Count - 1 || draw == Count - 1);
        Assert.Contains(draws, draw => draw % 2 == 1 && draw > 1 << 23 && draw < Count - 2);
    }

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        Refuses<ArgumentException>("weights has 3 elements and none above 0", () => Table([0, 0, 0]));
        Refuses<ArgumentException>("weights has 0 elements and none above 0", () => Table(Array.Empty<double>()));
        Refuses<ArgumentOutOfRangeException>("weights[2] is NaN; a weight must be finite and not negative.", () => Table([1, 1, double.NaN]));
        Refuses<ArgumentOutOfRangeException>("weights[1] is -0.5;", () => Table([1, -0.5]));
        Refuses<ArgumentOutOfRangeException>("weights[0] is Infinity;", () => Table([double.PositiveInfinity, 1]));
        Refuses<NotSupportedException>("neither float nor double", () => AliasTable.Build<Half>([Half.One], new ulong[1]));
        ulong[] columns = [7, 7, 7];
        Refuses<ArgumentException>("columns has 3 elements, weights asks for 2.", () => AliasTable.Build<double>([1, 2], columns));
        Refuses<ArgumentException>("none above 0", () => AliasTable.Build<double>([0, 0, 0], columns));
        Refuses<ArgumentException>("columns overlaps weights.", () => AliasTable.Build<double>(System.Runtime.InteropServices.MemoryMarshal.Cast<ulong, double>(columns.AsSpan()), columns));
        Assert.Equal([7UL, 7, 7], columns);
        int[] draws = [-1, -1];
        Refuses<ArgumentException>("columns is empty", () => AliasTable.Draw([], default, 0, draws));
        Refuses<ArgumentOutOfRangeException>("start is -1;", () => AliasTable.Draw(columns, default, -1, draws));
        Refuses<ArgumentOutOfRangeException>("start is 4611686018427387902;", () => AliasTable.Draw(columns, default, (1L << 62) - 2, draws));
        Refuses<ArgumentOutOfRangeException>("degreeOfParallelism is 0;", () => AliasTable.Draw(columns, default, 0, draws, 0));
        Assert.Equal([-1, -1], draws);
    }

    private static Gen<double> Weight => Gen.Frequency(
        (2, Gen.Constant(0.0)),
        (2, Gen.Constant(1.0)),
        (3, Gen.Choose(1, 1000).Select(number => number / 64.0)),
        (1, Gen.Choose(1, 1000).Select(number => number / 0.3)),
        (1, Gen.Choose(-80, 80).Select(exponent => Math.ScaleB(1.7, exponent))));

    private static void Refuses<TError>(string message, Action call)
        where TError : Exception => Assert.Contains(message, Assert.Throws<TError>(call).Message, StringComparison.Ordinal);

    private static ulong[] Table(double[] weights)
    {
        var columns = new ulong[weights.Length];
        AliasTable.Build<double>(weights, columns);
        return columns;
    }

    private static ulong[] Table(float[] weights)
    {
        var columns = new ulong[weights.Length];
        AliasTable.Build<float>(weights, columns);
        return columns;
    }

    private static int[] Drawn(double[] weights, int count)
    {
        var draws = new int[count];
        AliasTable.Draw(Table(weights), new(77), 0, draws);
        return draws;
    }

    private static BigInteger[] Masses(ulong[] columns)
    {
        var bits = BitOperations.Log2((uint)columns.Length) + 1;
        var masses = new BigInteger[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            masses[i] += columns[i] >> bits;
            masses[(int)(columns[i] & ((1UL << bits) - 1))] += (1UL << (63 - bits)) - (columns[i] >> bits);
        }

        return masses;
    }

    /// <summary>Of the exact sum: one term after the other, small weights behind a large one would be lost.</summary>
    private static double[] Shares(double[] weights)
    {
        var (sum, lost) = (0.0, 0.0);
        foreach (var weight in weights.Select(weight => Math.ScaleB(weight, -20)).OrderDescending())
        {
            // The greater of two numbers less their sum, and the lesser added, is what rounding took away.
            var next = sum + weight;
            lost += Math.Max(sum, weight) - next + Math.Min(sum, weight);
            sum = next;
        }

        return [.. weights.Select(weight => Math.ScaleB(weight, -20) / (sum + lost))];
    }
}
