using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>What holds of histograms, whatever they sum.</summary>
public abstract class HistogramTests<TData, TScale, TCell>
    where TData : HistogramData<TData, TScale, TCell>
    where TScale : struct
    where TCell : unmanaged, IEquatable<TCell>
{
    /// <summary>The parameter of the rows' weights.</summary>
    protected abstract string WeightsName { get; }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void ThreadsChangeNoBit(int threads)
    {
        var data = Create(3, 60000, 5, 20);
        Assert.Equal(data.Histogram(), data.Histogram(threads: threads));
        int[] rows = [.. Enumerable.Range(0, 50000).Select(i => 59999 - i)];
        Assert.Equal(data.Histogram(rows), data.Histogram(rows, threads: threads));
    }

    [Fact]
    public void PermutedRowsGiveTheSameBits() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7);
        var order = data.AllRows;
        new Random(seed).Shuffle(order);
        Assert.Equal(data.Scale, data.Take(order).Scale);
        Assert.Equal(data.Histogram(), data.Take(order).Histogram());
        Assert.Equal(data.Histogram(), data.Histogram(order));
    });

    [Fact]
    public void WeightZeroIsNoRow() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7);
        var scale = data.Scale;
        int[] kept = [.. data.AllRows.Where(r => data.SampleWeights[r] != 0)];
        var expected = data.Take(kept).Histogram(scale: scale);
        foreach (var row in data.AllRows.Except(kept))
        {
            SpoilUnread(data, row);
        }

        Assert.Equal(scale, data.Scale);
        Assert.Equal(expected, data.Histogram());
        Assert.Equal(expected, data.Histogram(kept));
    });

    [Fact]
    public void WeightsThatAreAllZeroSumToNothing()
    {
        var data = Create(5, 100, 3, 7);
        Array.Clear(data.SampleWeights);
        Assert.All(data.Histogram(), cell => Assert.Equal(default, cell));
        Assert.All(data.Histogram([5, 5, 99]), cell => Assert.Equal(default, cell));
    }

    [Fact]
    public void SiblingIsParentLessChild() => Check((seed, rows) =>
    {
        var data = Create(seed, rows, 3, 7);
        var left = data.Histogram([.. data.AllRows.Where(r => r % 3 == 0)]);
        var right = data.Histogram([.. data.AllRows.Where(r => r % 3 != 0)]);
        var parent = data.Histogram();
        var sibling = new TCell[parent.Length];
        Subtract(parent, left, sibling);
        Assert.Equal(right, sibling);
        Add(sibling, left, sibling);
        Assert.Equal(parent, sibling);
    });

    [Fact]
    public void RowsOutsideTheSubsetAreNotChecked()
    {
        var data = Create(4, 40, 20, 5);
        var scale = data.Scale;
        int[] rows = [.. data.AllRows.Where(r => r is not (3 or 4 or 5))];
        var expected = data.Histogram(rows, scale);
        data.Bins[3 * 20] = 99;
        data.SampleWeights[3] = float.NaN;
        SpoilRow(data, 3);
        Assert.Equal(expected, data.Histogram(rows, scale));
    }

    /// <summary>Few rows are checked first, many on the way.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(3000)]
    public void BadRowsAreNamedAndNothingIsWritten(int rows)
    {
        var data = Create(4, rows, 20, 200);
        Bad(data, "bins at row 7, feature 19 is 200", "bins", d => d.Bins[(7 * 20) + 19] = 200);
        Bad(data, "bins at row 0, feature 0 is 255", "bins", d => d.Bins[0] = 255);
        Bad(data, WeightsName + "[11] is NaN", WeightsName, d => d.SampleWeights[11] = float.NaN);
        Bad(data, WeightsName + "[38] is -1", WeightsName, d => d.SampleWeights[38] = -1);
        Bad(data, WeightsName + "[0] is Infinity", WeightsName, d => d.SampleWeights[0] = float.PositiveInfinity);
        Bad(data, "could overflow", "destination", d => d.SampleWeights[3] = 1e30f);
        Refused(data, "rows[1] is " + rows, "rows", [0, rows], data.Scale);
        Refused(data, "rows[0] is -1", "rows", [-1], data.Scale);
        Refused(data, "degreeOfParallelism", "degreeOfParallelism", null, data.Scale, threads: 0);
    }

    /// <summary>A work item is 2,048 rows.</summary>
    [Theory]
    [InlineData(1, 16384)]
    [InlineData(2, 16384)]
    [InlineData(2, 0)]
    [InlineData(2, 39999)]
    [InlineData(3, 25000)]
    public void ABadRowOfAnyWorkItemIsNamedAndNothingIsWritten(int threads, int row)
    {
        var data = Create(4, 40000, 3, 200);
        Spoilt($"bins at row {row}, feature 2 is 200", "bins", d => d.Bins[(row * 3) + 2] = 200);
        Spoilt($"{WeightsName}[{row}] is NaN", WeightsName, d => d.SampleWeights[row] = float.NaN);
        Spoilt("could overflow", "destination", d => d.SampleWeights[row] = 1e30f);
        var rows = data.AllRows;
        rows[row] = 40000;
        Refused(data, $"rows[{row}] is 40000", "rows", rows, data.Scale, threads);

        void Spoilt(string message, string parameter, Action<TData> spoil)
        {
            var copy = data.Take(data.AllRows);
            spoil(copy);
            Refused(copy, message, parameter, null, data.Scale, threads);
            Refused(copy, message, parameter, copy.AllRows, data.Scale, threads);
        }
    }

    [Fact]
    public void MoreThan64WorkItemsSumToTheBitsOfTheirParts()
    {
        const int Rows = (70 * 16384) + 3;
        var data = Create(3, Rows, 1, 20);
        var (scale, whole) = (data.Scale, data.Histogram());
        Assert.Equal(whole, data.Histogram(threads: 2));
        Assert.Equal(whole, data.Histogram(threads: 70));
        var sum = data.Take(data.AllRows[..500000]).Histogram(scale: scale, threads: 2);
        Add(sum, data.Take(data.AllRows[500000..]).Histogram(scale: scale), sum);
        Assert.Equal(whole, sum);
    }

    [Fact]
    public void OneThreadAllocatesNothing()
    {
        var data = Create(6, 20000, 6, 255);
        var cells = new TCell[data.Length];
        int[] rows = [.. data.AllRows.Where(r => r % 2 == 0)];
        int[] few = [.. rows.Take(100)];
        var (bytes, scale) = (data.BinsOf<byte>(FeatureLayout.RowMajor), data.Scale);
        Assert.Equal(0, Allocation.Of(Run));

        void Run()
        {
            foreach (var some in (ReadOnlySpan<int[]?>)[null, rows, few])
            {
                data.Build<ushort, float>(data.Matrix(data.Bins), some, scale, cells, 1);
                data.Build<byte, float>(data.Matrix(bytes), some, scale, cells, 1);
            }

            Subtract(cells, cells, cells);
        }
    }

    protected static void Check(Action<int, int> law) =>
        Prop.ForAll(Gen.Choose(0, 1 << 20).SelectMany(seed => Gen.Choose(1, 200).Select(rows => (seed, rows))).ToArbitrary(), pair =>
        {
            law(pair.seed, pair.rows);
            return true;
        }).QuickCheckThrowOnFailure();

    /// <summary>Spoilt data are refused, all rows and listed ones.</summary>
    protected static void Bad(TData data, string message, string parameter, Action<TData> spoil)
    {
        var copy = data.Take(data.AllRows);
        spoil(copy);
        Refused(copy, message, parameter, null, data.Scale);
        Refused(copy, message, parameter, null, data.Scale, threads: 2);
        Refused(copy, message, parameter, copy.AllRows, data.Scale);
        Refused(copy, message, parameter, copy.AllRows, data.Scale, threads: 2);
    }

    /// <summary>A call is refused, and the destination is what it was.</summary>
    protected static void Throws<TException>(string message, string parameter, TCell[] cells, TCell filler, Action call)
        where TException : ArgumentException
    {
        Array.Fill(cells, filler);
        var error = Assert.Throws<TException>(parameter, call);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.False(cells.AsSpan().ContainsAnyExcept(filler));
    }

    /// <summary>The reference's histogram of all rows, and of some, two of them twice.</summary>
    protected void AssertEqualsTheReference(TData data)
    {
        AssertMatches(data, data.AllRows, data.Scale, data.Histogram());
        int[] some = [.. data.AllRows.Where(r => r % 3 != 1), .. data.AllRows.Take(2)];
        var scale = data.Take(some).Scale;
        AssertMatches(data, some, scale, data.Histogram(some, scale));
    }

    protected abstract TData Create(int seed, int rows, int features, int bins);

    protected abstract void AssertMatches(TData data, int[] rows, TScale scale, TCell[] cells);

    protected abstract void Subtract(TCell[] parent, TCell[] child, TCell[] sibling);

    protected abstract void Add(TCell[] left, TCell[] right, TCell[] destination);

    /// <summary>Makes the row bad, beyond its bins and weight.</summary>
    protected abstract void SpoilRow(TData data, int row);

    /// <summary>Spoils what need not be good where the weight is 0.</summary>
    protected virtual void SpoilUnread(TData data, int row)
    {
    }

    private static void Refused(TData data, string message, string parameter, int[]? rows, TScale scale, int threads = 1)
    {
        var cells = new TCell[data.Length];
        foreach (var layout in new[] { FeatureLayout.RowMajor, FeatureLayout.FeatureMajor })
        {
            var (bytes, shorts) = (data.BinsOf<byte>(layout), data.BinsOf<ushort>(layout));
            Throws<ArgumentOutOfRangeException>(message, parameter, cells, data.Filler, () => data.Build<byte, float>(data.Matrix(bytes, layout), rows, scale, cells, threads));
            Throws<ArgumentOutOfRangeException>(message, parameter, cells, data.Filler, () => data.Build<ushort, float>(data.Matrix(shorts, layout), rows, scale, cells, threads));
        }
    }
}
