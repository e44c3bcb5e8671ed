using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Counterweight.Splits;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Splits;

public class CompactHistogramTests
{
    [Theory]
    [InlineData(0, 2, false)]
    [InlineData(1, 3, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 5, true)]
    public void ASearchFindsWhatItFindsOverAllBins(int seed, int classes, bool missing)
    {
        const int Features = 7;
        const int BinCount = 40;
        var random = new Random(seed);
        for (var repetition = 0; repetition < 60; repetition++)
        {
            var data = BinnedData.Create(seed + (100 * repetition), 90, Features, BinCount, classes);
            int[] rows = [.. Enumerable.Range(0, data.Rows).Where(_ => random.Next(1 + (repetition % 5)) == 0)];
            if (rows.Length == 0)
            {
                continue;
            }

            bool[] categorical = [.. Enumerable.Range(0, Features).Select(f => repetition % 2 == 1 && f % 3 == 0)];
            double[] factors = [.. Enumerable.Range(0, Features).Select(f => 1 + (f % 2))];
            var options = new SplitOptions { LastBinIsMissing = missing, MinRowCount = 1 + (repetition % 3) };
            var whole = SplitSearch.Find(new(data.Histogram(rows), data.Shape, data.Scale), default(EntropyImpurity), options, new() { IsCategorical = categorical, GainWeights = factors });

            var compact = new Compact(data, [.. Enumerable.Range(0, Features)], missing ? BinCount - 1 : -1, rows);
            var split = SplitSearch.Find(new(compact.Cells, compact.Shape, data.Scale), default(EntropyImpurity), options, new() { IsCategorical = categorical, GainWeights = factors });

            Assert.Equal(whole, compact.InBins(split, BinCount));
        }
    }

    [Fact]
    public void EitherLayoutGivesTheSameCells()
    {
        var data = BinnedData.Create(5, 300, 6, 100, 3);
        int[] rows = [3, 3, 17, 299, 0, 120];
        Assert.Equal(
            new Compact(data, [5, 0, 2], -1, rows).Cells,
            new Compact(data, [5, 0, 2], -1, rows, data.Matrix(data.BinsOf<byte>(FeatureLayout.FeatureMajor), FeatureLayout.FeatureMajor)).Cells);
    }

    [Fact]
    public void EveryThresholdIsDrawnAsOften()
    {
        var data = BinnedData.Create(1, 50, 1, 5, 2);
        int[] rows = [.. Enumerable.Range(0, 50)];
        var low = rows.Min(row => data.Bins[row]);
        var high = rows.Max(row => data.Bins[row]);
        var counts = new int[high - low];
        for (ulong i = 0; i < 1000; i++)
        {
            var compact = new Compact(data, [0], -1, rows, draws: [(i * (ulong.MaxValue / 1000)) + 1]);
            Assert.Equal(compact.CellBins[0] + 1, compact.CellBins[1]);
            counts[compact.CellBins[0] - low]++;
        }

        Assert.All(counts, count => Assert.InRange(count, (1000 / counts.Length) - 1, (1000 / counts.Length) + 1));
    }

    [Fact]
    public void NoRowsAreOneEmptyPlace()
    {
        var compact = new Compact(BinnedData.Create(1, 4, 2, 3, 2), [1], -1, []);
        Assert.Equal(1, compact.Shape.BinCount);
        Assert.All(compact.Cells, cell => Assert.Equal(default, cell));
    }

    [Fact]
    public void ConstantFeaturesAndSingleRowsAreOnePlace()
    {
        BinnedData Of(ushort[] bins, int[] labels) => new() { Shape = new(1, 6, 5), Bins = bins, Labels = labels, ClassWeights = [1, 1, 1, 1, 1], SampleWeights = [.. labels.Select(_ => 1f)] };
        foreach (var data in (BinnedData[])[Of([4, 4, 4], [0, 1, 3]), Of([4], [2])])
        {
            var compact = new Compact(data, [0], -1, data.AllRows);
            Assert.Equal((1, 4), (compact.Shape.BinCount, compact.CellBins[0]));
            Assert.Equal(data.Rows, compact.Cells.Sum(cell => cell.RowCount));
            Assert.False(SplitSearch.Find(new(compact.Cells, compact.Shape, data.Scale), default(GiniImpurity)).IsValid);
        }
    }

    [Fact]
    public void BadInputIsNamedAndLeavesTheWorkspaceClean()
    {
        var data = BinnedData.Create(1, 10, 2, 6, 2);
        Assert.Contains("rows[1] is 10", Refuse(data, [0, 10]).Message, StringComparison.Ordinal);
        Assert.Contains("rows[0] is -1", Refuse(data, [-1]).Message, StringComparison.Ordinal);
        Assert.Contains("a bin must be in [0, 6)", Refuse(data, [0, 3], bins => bins[6] = 6).Message, StringComparison.Ordinal);
        Assert.Contains("rowWeights[3] is of class 2", Refuse(data, [0, 3], weights: w => w[3] = new(2, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("count -1", Refuse(data, [3], weights: w => w[3] = new(1, -1, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("weight -5", Refuse(data, [3], weights: w => w[3] = new(1, 1, -5)).Message, StringComparison.Ordinal);
        Assert.Contains("2^62", Refuse(data, [3, 3], weights: w => w[3] = new(1, 1, (1L << 61) | 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Compact(data, [2], -1, [0]));
        Assert.Throws<ArgumentException>(() => new Compact(data, [], -1, [0]));
        Assert.Throws<ArgumentException>(() => new Compact(data, [0], -1, [0], draws: [1, 2]));
    }

    private static ArgumentOutOfRangeException Refuse(BinnedData data, int[] rows, Action<byte[]>? bins = null, Action<ClassRow[]>? weights = null)
    {
        var values = data.Bytes;
        bins?.Invoke(values);
        ClassRow[] added = [.. data.Labels.Select(label => new ClassRow(label, 1, 1))];
        weights?.Invoke(added);
        var workspace = new long[CompactHistogram.WorkspaceLength(2, 2)];
        var cells = new ClassCell[CompactHistogram.Length(2, 6, 2)];
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => CompactHistogram.Build(
            new(values, 10, 2), new(2, 6, 2), false, [0, 1], rows, added, new() { Cells = cells, CellBins = new byte[512], CellCounts = new int[2], Workspace = workspace }));
        Assert.DoesNotContain(workspace, number => number != 0);
        Assert.DoesNotContain(cells, cell => cell != default);
        return exception;
    }

    private sealed class Compact
    {
        private readonly int missingBin;
        private readonly int[] counts;

        public Compact(BinnedData data, int[] features, int missingBin, int[] rows, BinMatrix<byte> bins = default, ulong[]? draws = null)
        {
            this.missingBin = missingBin;
            counts = new int[features.Length];
            CellBins = new byte[256 * features.Length];
            var classes = data.Shape.ClassCount;
            ClassRow[] added = [.. data.Labels.Select((label, row) =>
            {
                var units = data.Scale.ToUnits((double)data.ClassWeights[label] * data.SampleWeights[row]);
                return new ClassRow(label, units == 0 ? 0 : 1, units);
            })];
            var workspace = new long[CompactHistogram.WorkspaceLength(Math.Max(1, features.Length), classes)];
            var cells = new ClassCell[CompactHistogram.Length(Math.Max(1, features.Length), data.Shape.BinCount, classes)];
            bins = bins.FeatureCount > 0 ? bins : data.Matrix(data.Bytes);
            // As a trainer does: rows of weight 0 are not listed.
            int[] listed = [.. rows.Where(row => added[row].Count > 0)];
            Shape = CompactHistogram.Build(
                bins,
                new(Math.Max(1, features.Length), data.Shape.BinCount, classes),
                missingBin >= 0,
                features,
                listed,
                added,
                new() { Cells = cells, CellBins = CellBins, CellCounts = counts, Workspace = workspace },
                draws);
            Assert.DoesNotContain(workspace, number => number != 0);
            Cells = cells[..Shape.Length];
        }

        public byte[] CellBins { get; }

        public ClassCell[] Cells { get; }

        public HistogramShape Shape { get; }

        public Split InBins(Split split, int binCount)
        {
            var set = default(BinSet);
            for (var place = 0; place < Shape.BinCount; place++)
            {
                if (split.LeftBins.Contains(place))
                {
                    set = set.With(place < counts[split.Feature] ? CellBins[(256 * split.Feature) + place] : missingBin);
                }
            }

            Assert.True(binCount > CellBins[(256 * split.Feature) + split.Bin]);
            return split with { Bin = split.IsCategorical || !split.IsValid ? 0 : CellBins[(256 * split.Feature) + split.Bin], LeftBins = set };
        }
    }
}
