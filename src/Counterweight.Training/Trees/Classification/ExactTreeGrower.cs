using Counterweight.Histograms;
using Counterweight.Splits.Exact;
using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Trees.Classification;

/// <summary>Grows a tree on presorted features.</summary>
internal static class ExactTreeGrower
{
    public static DecisionTreeClassifier Grow(Dataset data, DecisionTreeOptions options, double[] weights, FitMonitor monitor)
    {
        CheckOptions(options);
        CheckCategories(data);
        monitor.Report(0, "sorting");
        var kernels = new ExactKernels(data, options, weights, monitor.Timer);
        var nodes = new NodeStore<ExactSplit, ClassCell>(data.ClassCount, setCount: 1);
        nodes.AddRoot(default, kernels.Totals, [new RowRange(0, kernels.RowCount)]);
        var grower = new TreeGrower<ExactSplit, ClassCell>(GrowthPolicy.Of(options), options.DegreeOfParallelism, new GrowthProgress(monitor, kernels.RowCount));
        grower.Grow(nodes, new ExactSplitSource(kernels, options));
        var tree = ClassTree.Create(
            nodes,
            NodeOrder.AsGrown,
            data.FeatureCount,
            data.ClassCount,
            (node, leftChild, _) => ExactSplitSource.ToTreeSplit(nodes, node, leftChild));
        return tree.ToDecisionTree(options.Impurity);
    }

    private static void CheckCategories(Dataset data)
    {
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            if (data.Categories[feature] is not null)
            {
                throw Require.Misfit($"Search is Exact, which splits numbers alone, but feature '{data.FeatureNames[feature]}' has categories; search by histograms splits them.", "options");
            }
        }
    }

    private static void CheckOptions(DecisionTreeOptions options)
    {
        var untaken = options.MaxFeatures != MaxFeatures.All ? nameof(options.MaxFeatures)
            : options.RandomThresholds ? nameof(options.RandomThresholds)
            : options.FeatureWeights is not null ? nameof(options.FeatureWeights)
            : null;
        if (untaken is not null)
        {
            throw Require.Misfit($"{untaken} is given, but Search is Exact, which tries all features at all thresholds.", nameof(options));
        }
    }
}
