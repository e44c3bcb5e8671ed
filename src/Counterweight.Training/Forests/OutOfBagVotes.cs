using Counterweight.Training.Data;
using Counterweight.Training.Trees.Classification;

namespace Counterweight.Training.Forests;

/// <summary>Adds up, tree after tree, the class fractions of rows that the tree has not drawn.</summary>
internal sealed class OutOfBagVotes(GrowthData data, ClassTree[] trees, PartDraws draws, double[] sampleWeights, int degreeOfParallelism)
{
    private readonly double[] sums = new double[ArraySize.Product(nameof(data), "out-of-bag votes of rows and classes", data.RowCount, data.ClassCount)];
    private readonly int[] treeCounts = new int[data.RowCount];
    private readonly int[] labels = new int[data.RowCount];

    public OutOfBag Count(CancellationToken cancellation)
    {
        var counts = new int[data.RowCount];
        var leaves = new int[data.RowCount];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            cancellation.ThrowIfCancellationRequested();
            draws.Draw(tree, counts);
            trees[tree].Structure.FindLeaves(data.Binned.Source, leaves, degreeOfParallelism);
            var fractions = trees[tree].ClassFractions();
            for (var row = 0; row < counts.Length; row++)
            {
                if (counts[row] == 0)
                {
                    treeCounts[row]++;
                    Add(fractions.AsSpan(leaves[row] * data.ClassCount, data.ClassCount), Row(row));
                }
            }
        }

        return Decide();
    }

    private static void Add(ReadOnlySpan<double> fractions, Span<double> to)
    {
        for (var label = 0; label < to.Length; label++)
        {
            to[label] += fractions[label];
        }
    }

    private Span<double> Row(int row) => sums.AsSpan(row * data.ClassCount, data.ClassCount);

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

            labels[row] = treeCounts[row] == 0 ? -1 : ClassScores.Greatest(Row(row));
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
