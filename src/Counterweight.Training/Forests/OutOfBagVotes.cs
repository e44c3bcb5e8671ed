using Counterweight.Binning;
using Counterweight.Splits;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Forests;

/// <summary>Adds up, tree after tree, the class shares of rows that the tree has not drawn.</summary>
internal sealed class OutOfBagVotes(GrowthData data, ForestModel model, Bootstrap bootstrap, double[] sampleWeights, int degreeOfParallelism)
{
    private readonly double[] sums = new double[checked(data.RowCount * data.ClassCount)];
    private readonly int[] treeCounts = new int[data.RowCount];
    private readonly int[] labels = new int[data.RowCount];

    public OutOfBag Count(CancellationToken cancellation)
    {
        var counts = new int[data.RowCount];
        var leaves = new int[data.RowCount];
        for (var tree = 0; tree < model.Roots.Length; tree++)
        {
            cancellation.ThrowIfCancellationRequested();
            bootstrap.Draw(tree, counts);
            var source = data.Binned.Source;
            var values = new FeatureMatrix<double>(source.Values, source.RowCount, source.FeatureCount, FeatureLayout.FeatureMajor);
            TreeTraversal.FindLeaves(TreeOf(tree), values, leaves, model.CategorySets, degreeOfParallelism);
            for (var row = 0; row < counts.Length; row++)
            {
                if (counts[row] == 0)
                {
                    treeCounts[row]++;
                    Add(model.Shares.AsSpan((model.Roots[tree] + leaves[row]) * data.ClassCount, data.ClassCount), Row(row));
                }
            }
        }

        return Decide();
    }

    private static void Add(ReadOnlySpan<double> shares, Span<double> to)
    {
        for (var label = 0; label < to.Length; label++)
        {
            to[label] += shares[label];
        }
    }

    private Span<double> Row(int row) => sums.AsSpan(row * data.ClassCount, data.ClassCount);

    private TreeSplit[] TreeOf(int tree)
    {
        var first = model.Roots[tree];
        var end = tree + 1 < model.Roots.Length ? model.Roots[tree + 1] : model.Nodes.Length;
        return [.. model.Nodes[first..end].Select(split => split.IsLeaf ? split : split with { Left = split.Left - first })];
    }

    private OutOfBag Decide()
    {
        var right = new double[data.ClassCount];
        var all = new double[data.ClassCount];
        for (var row = 0; row < labels.Length; row++)
        {
            foreach (ref var sum in Row(row))
            {
                sum = treeCounts[row] == 0 ? double.NaN : sum / treeCounts[row];
            }

            labels[row] = treeCounts[row] == 0 ? -1 : Forest.MostProbable(Row(row));
            if (labels[row] >= 0)
            {
                var weight = sampleWeights.Length == 0 ? 1 : sampleWeights[row];
                all[data.Labels[row]] += weight;
                right[data.Labels[row]] += labels[row] == data.Labels[row] ? weight : 0;
            }
        }

        double[] recalls = [.. Enumerable.Range(0, all.Length).Where(label => all[label] > 0).Select(label => right[label] / all[label])];
        return new OutOfBag(sums, labels, treeCounts)
        {
            Accuracy = right.Sum() / all.Sum(),
            BalancedAccuracy = recalls.Length == 0 ? double.NaN : recalls.Average(),
        };
    }
}
