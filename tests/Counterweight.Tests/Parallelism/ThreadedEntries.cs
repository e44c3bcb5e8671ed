using System.Numerics.Tensors;
using Counterweight.Binning;
using Counterweight.Draws;
using Counterweight.Features;
using Counterweight.Features.Bundles;
using Counterweight.Gradients;
using Counterweight.Histograms;
using Counterweight.Losses;
using Counterweight.Losses.Overlap;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Losses.SoftTargets;
using Counterweight.Partitioning;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Counterweight.Tests.Splits;
using Counterweight.Threading;
using Counterweight.Traversal;
using Counterweight.Weighting;

namespace Counterweight.Tests.Parallelism;

/// <summary>Every public method of the kernels that takes a degree of parallelism.</summary>
internal static partial class ThreadedEntries
{
    private const int Rows = 40000;

    private static readonly float[] Scores = Random(1);
    private static readonly float[] Targets = [.. Random(2).Select(MathF.Abs)];
    private static readonly int[] AllRows = [.. Enumerable.Range(0, Rows)];

    public static ThreadedEntry[] All { get; } =
    [
        .. Losses(), .. Gradients(), .. Bins(), .. Histograms(), .. Searches(), .. Orders(), .. Trees(), .. Draws(), .. Items(), .. UnderSampling(), .. Neighbors(), .. OverSampling(), .. Rankings(),
        .. Decisions(),
        .. Metrics(),
    ];

    private static float[] Random(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static int Done(Action action)
    {
        action();
        return 0;
    }

    private static IEnumerable<ThreadedEntry> Losses()
    {
        var (value, gradient, hessian) = (new float[Rows], new float[Rows], new float[Rows]);
        Array[] outputs = [value, gradient, hessian];
        yield return new("PointLoss.Evaluate", outputs, threads => PointLoss.Evaluate(
            new BinaryCrossEntropy<float>(), Scores, Targets, default, new LossOutputs<float> { Value = value, Gradient = gradient, Hessian = hessian }, threads));
        yield return new("OverlapLoss.Sum", [], threads => OverlapLoss.Sum<float>(Scores, Targets, default, threads));
        yield return new("OverlapLoss.Evaluate", [gradient], threads => OverlapLoss.Evaluate<float>(TverskyLoss.Dice(), Scores, Targets, default, gradient, threads));
        yield return new("OverlapLoss.Gradient", [gradient], threads => Done(() => OverlapLoss.Gradient<float>(TverskyLoss.Dice(), OverlapLoss.Sum<float>(Scores, Targets), Scores, Targets, default, gradient, threads)));
        var labels = new int[Rows / 4];
        var rowValue = new float[Rows / 4];
        outputs = [rowValue, gradient, hessian];
        yield return new("SoftmaxLoss.Evaluate", outputs, threads => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>), Scores, 4, labels, default, new LossOutputs<float> { Value = rowValue, Gradient = gradient, Hessian = hessian }, default, threads));
        yield return new("SoftmaxLoss.Evaluate", outputs, threads => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>), Scores, LogitLayout.RowMajor(4), labels, default, new LossOutputs<float> { Value = rowValue, Gradient = gradient, Hessian = hessian }, default, threads));
        yield return new("SoftmaxLoss.Evaluate", outputs, threads => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>),
            new ReadOnlyTensorSpan<float>(Scores, [Rows / 4, 4]),
            labels,
            new TensorSpan<float>(gradient, [Rows / 4, 4]),
            new TensorSpan<float>(hessian, [Rows / 4, 4]),
            default,
            new LossOutputs<float> { Value = rowValue },
            default,
            threads));
        var longLabels = new long[Rows / 4];
        yield return new("SoftmaxLoss.Evaluate", outputs, threads => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>), Scores, 4, longLabels, default, new LossOutputs<float> { Value = rowValue, Gradient = gradient, Hessian = hessian }, default, threads));
        yield return new("SoftmaxLoss.Evaluate", outputs, threads => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>), Scores, LogitLayout.RowMajor(4), longLabels, default, new LossOutputs<float> { Value = rowValue, Gradient = gradient, Hessian = hessian }, default, threads));
        yield return new("SoftmaxLoss.Evaluate", outputs, threads => SoftmaxLoss.Evaluate(
            default(SoftmaxCrossEntropy<float>),
            new ReadOnlyTensorSpan<float>(Scores, [Rows / 4, 4]),
            longLabels,
            new TensorSpan<float>(gradient, [Rows / 4, 4]),
            new TensorSpan<float>(hessian, [Rows / 4, 4]),
            default,
            new LossOutputs<float> { Value = rowValue },
            default,
            threads));
        yield return new("SoftTargetLoss.Evaluate", outputs, threads => SoftTargetLoss.Evaluate(
            default(SoftTargetCrossEntropy<float>), Scores, LogitLayout.RowMajor(4), Targets, default, new LossOutputs<float> { Value = rowValue, Gradient = gradient, Hessian = hessian }, threads));
    }

    private static IEnumerable<ThreadedEntry> Gradients()
    {
        var gradient = Random(3);
        yield return new("GradientNorm.Of", [], threads => GradientNorm.Of<float>(gradient, threads));
        yield return new("GradientClipping.ByGlobalNorm", [gradient], threads => GradientClipping.ByGlobalNorm<float>(gradient, 0.5, threads));
        yield return new("GradientClipping.ByGlobalNorm", [gradient], threads => Done(() => GradientClipping.ByGlobalNorm<float>(gradient, GradientNorm.Of<float>(Targets), 0.5, threads)));
        yield return new("GradientClipping.ByRowNorm", [gradient], threads => GradientClipping.ByRowNorm<float>(gradient, 4, 0.5, threads));
        yield return new("EffectiveSampleSize.Of", [], threads => EffectiveSampleSize.Of<float>(Targets, threads));
    }

    private static IEnumerable<ThreadedEntry> Bins()
    {
        var mapper = BinMapper.Find<float, float>(new(Scores, Rows / 2, 2, FeatureLayout.RowMajor), default, 50);
        var (bytes, shorts) = (new byte[Rows], new ushort[Rows]);
        yield return new("BinMapper.Find", [], threads => BinMapper.Find<float, float>(new(Scores, Rows / 2, 2, FeatureLayout.RowMajor), Targets.AsSpan(Rows / 2), 50, default, threads).BinCount);
        yield return new("BinMapper.Apply", [bytes], threads => Done(() => mapper.Apply<float, byte>(new(Scores, Rows / 2, 2), bytes, FeatureLayout.RowMajor, threads)));
        yield return new("BinMapper.Apply", [shorts], threads => Done(() => mapper.Apply<float, ushort>(new(Scores, Rows / 2, 2), shorts, FeatureLayout.RowMajor, threads)));
        byte[] sparse = [.. Enumerable.Range(0, Rows).Select(i => (byte)(i / 2 % 2 == i % 2 ? 1 : 0))];
        var bundles = FeatureBundles.Find(new(sparse, Rows / 2, 2), 2);
        yield return new("FeatureBundles.Apply", [bytes], threads => Done(() => bundles.Apply(new(sparse, Rows / 2, 2), bytes.AsSpan(0, Rows / 2), FeatureLayout.RowMajor, threads)));
        byte[] small = [.. Targets.Select(t => (byte)(t * 20))];
        ushort[] large = [.. small.Select(b => (ushort)b)];
        var (rows, workspace) = (new int[Rows], new int[RowPartition.WorkspaceLength(Rows)]);
        yield return new("RowPartition.Split", [rows, workspace], threads => RowPartition.Split(AllRows, BinMatrix.Create(small, Rows, 1), new Split { Bin = 7 }, -1, rows, workspace, threads) + Forget(workspace));
        yield return new("RowPartition.Split", [rows, workspace], threads => RowPartition.Split(AllRows, BinMatrix.Create(large, Rows, 1), new GradientSplit { Bin = 7 }, -1, rows, workspace, threads) + Forget(workspace));
        yield return new("RowPartition.Split", [rows, workspace], threads => RowPartition.Split(AllRows, BinMatrix.Create(small, Rows, 1), 0, [0b1011UL], rows, workspace, threads) + Forget(workspace));
        yield return new("RowPartition.Split", [rows, workspace], threads => RowPartition.Split(AllRows, BinMatrix.Create(large, Rows, 1), 0, [0b1011UL], rows, workspace, threads) + Forget(workspace));
    }

    /// <summary>What a workspace holds after a call is nobody's business.</summary>
    private static int Forget(int[] workspace)
    {
        Array.Clear(workspace);
        return 0;
    }

    private static IEnumerable<ThreadedEntry> Histograms()
    {
        var classes = BinnedData.Create(1, Rows, 3, 20, 3);
        var cells = new ClassCell[classes.Length];
        yield return new("ClassHistogram.Build", [cells], threads => Done(() => classes.Build<ushort, float>(classes.Matrix(classes.Bins), null, classes.Scale, cells, threads)));
        yield return new("ClassHistogram.Build", [cells], threads => Done(() => classes.Build<ushort, float>(classes.Matrix(classes.Bins), AllRows, classes.Scale, cells, threads)));
        var gradients = GradientData.Create(1, Rows, 3, 20, 1);
        var sums = new long[gradients.Length];
        yield return new("GradientHistogram.Build", [sums], threads => Done(() => gradients.Build<ushort, float>(gradients.Matrix(gradients.Bins), null, gradients.Scale, sums, threads)));
        yield return new("GradientHistogram.Build", [sums], threads => Done(() => gradients.Build<ushort, float>(gradients.Matrix(gradients.Bins), AllRows, gradients.Scale, sums, threads)));
        var (parent, other) = (gradients.Histogram(), new long[gradients.Length]);
        yield return new("GradientHistogram.Divide", [sums, other], threads => Done(() =>
        {
            GradientHistogram.Divide<ushort, float>(gradients.Matrix(gradients.Bins), gradients.SampleWeights, gradients.Gradients, gradients.Hessians, parent, new(sums, gradients.Shape, gradients.Scale), AllRows, threads);
            parent.CopyTo(other, 0);
            GradientHistogram.Add(parent, sums, parent); // for the next call
        }));
    }

    private static IEnumerable<ThreadedEntry> Searches()
    {
        var classes = BinnedData.Create(1, 500, 300, 30, 3);
        var (cells, splits) = (classes.Histogram(), new Split[1]);
        yield return new("SplitSearch.Find", [], threads => SplitSearch.Find(new(cells, classes.Shape, classes.Scale), default(GiniImpurity), default, default, threads));
        yield return new("SplitSearch.FindAll", [splits], threads => Done(() => SplitSearch.FindAll(new(cells, classes.Shape, classes.Scale), [0], splits, default(GiniImpurity), default, default, threads)));
        var gradients = GradientData.Create(1, 500, 300, 30, 1);
        var (sums, found) = (gradients.Histogram(), new GradientSplit[1]);
        yield return new("GradientSplitSearch.Find", [], threads => GradientSplitSearch.Find(new(sums, gradients.Shape, gradients.Scale), default, default, default, threads));
        yield return new("GradientSplitSearch.FindAll", [found], threads => Done(() => GradientSplitSearch.FindAll(new(sums, gradients.Shape, gradients.Scale), [0], found, default, default, default, threads)));
    }

    private static IEnumerable<ThreadedEntry> Orders()
    {
        const int Features = 8;
        const int Count = Rows / Features;
        var (sorted, distinct) = (new int[Rows], new bool[Features]);
        yield return new("SortedOrders.Sort", [sorted, distinct], threads => Done(() => SortedOrders.Sort<float>(new(Scores, Count, Features, FeatureLayout.FeatureMajor), sorted, distinct, threads)));
        var orders = new int[Rows];
        SortedOrders.Sort<float>(new(Scores, Count, Features, FeatureLayout.FeatureMajor), orders, new bool[Features]);
        var (labels, totals) = (new WeightedLabel[Count], new ClassCell[2]);
        for (var row = 0; row < Count; row++)
        {
            labels[row] = new(Targets[row] < 0.3f ? 1 : 0, 5);
        }

        WeightedLabels.Sum(AllRows.AsSpan(0, Count), labels, totals);
        var scale = WeightScale.For<float>([], [], Count);
        yield return new("ExactSplitSearch.Find", [], threads => ExactSplitSearch.Find<float, GiniImpurity>(
            new(orders, Count, 0, Count), new(Scores, Count, Features, FeatureLayout.FeatureMajor), labels, totals, scale, default, default, threads));
        var (destination, workspace) = (new int[Rows], new byte[Count]);
        yield return new("SortedPartition.Split", [destination, workspace], threads => SortedPartition.Split(new(orders, Count, 0, Count), new() { Feature = 3, LeftValueCount = 1000, ValueCount = Count }, destination, workspace, threads));
    }

    private static IEnumerable<ThreadedEntry> Trees()
    {
        var trees = new PackedTrees<float>([new(0, 0, false, 1, -1), TreeSplit.Leaf, TreeSplit.Leaf], 1);
        var (leaves, sums) = (new int[Rows], new double[Rows]);
        yield return new("PackedTrees.FindLeaves", [leaves], threads => Done(() => trees.FindLeaves(new(Scores, Rows, 1, FeatureLayout.RowMajor), leaves, 0, threads)));
        yield return new("PackedTrees.AddLeafValues", [sums], threads => Done(() => trees.AddLeafValues(new(Scores, Rows, 1, FeatureLayout.RowMajor), [0], [0, 1, 2.5], 1, sums, threads)));
    }

    private static IEnumerable<ThreadedEntry> Items()
    {
        var squares = new int[Rows];
        yield return new("ParallelItems.Run", [squares], threads => Done(() => ParallelItems.Run(Rows, threads, item => squares[item] = item * item)));
    }

    private static IEnumerable<ThreadedEntry> Draws()
    {
        var (columns, drawn) = (new ulong[5], new int[Rows]);
        AliasTable.Build<float>([1, 2, 3, 4, 5], columns);
        yield return new("AliasTable.Draw", [drawn], threads => Done(() => AliasTable.Draw(columns, new(1), 0, drawn, threads)));
    }
}
