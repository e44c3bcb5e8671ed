using Counterweight.Histograms;
using Counterweight.Splits.Exact;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Classification;

/// <summary>Grows a tree on presorted features.</summary>
internal static class ExactTreeGrower
{
    public static DecisionTreeClassifier Grow(Dataset data, TreeOptions options, double[] classWeights, ReadOnlySpan<double> sampleWeights, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        CheckOptions(options);
        progress?.Report(new FitProgress(0, "sorting"));
        var kernels = new ExactKernels(data, options, classWeights, sampleWeights);
        var nodes = new NodeStore<ExactSplit, ClassCell>(data.ClassCount, setCount: 1);
        nodes.AddRoot(default, kernels.Totals, [new RowRange(0, kernels.RowCount)]);
        var grower = new TreeGrower<ExactSplit, ClassCell>(GrowthPolicy.Of(options), options.DegreeOfParallelism, new GrowthProgress(progress, kernels.RowCount, cancellation));
        grower.Grow(nodes, new ExactSplitSource(kernels, options));
        var tree = ClassTree.Create(
            nodes,
            NodeOrder.AsGrown,
            data.FeatureCount,
            data.ClassCount,
            (node, leftChild, _) => ExactSplitSource.ToTreeSplit(nodes, node, leftChild));
        return (tree with { KernelTime = kernels.Time }).ToDecisionTree(options.Impurity);
    }

    private static void CheckOptions(TreeOptions options)
    {
        var untaken = options.MaxFeatures != MaxFeatures.All ? nameof(options.MaxFeatures)
            : options.RandomThresholds ? nameof(options.RandomThresholds)
            : options.FeatureWeights is not null ? nameof(options.FeatureWeights)
            : null;
        if (untaken is not null)
        {
            throw new ArgumentException($"Exact search tries all features at all thresholds: it does not take {untaken}.", nameof(options));
        }
    }
}
