using Counterweight.Threading;
using Counterweight.Training.Trees.Gradients;

namespace Counterweight.Training.Boosting;

/// <summary>Leaf values that are not Newton's steps.</summary>
internal static class GradientLeaves
{
    /// <summary>Sets leaves to the location of the residuals of the rows that the tree was grown on.</summary>
    /// <param name="tree">The tree, not yet shrunk.</param>
    /// <param name="grown">Those rows.</param>
    /// <param name="part">Their loss and scores.</param>
    /// <param name="weights">Their weights, or none: all 1.</param>
    /// <param name="maxStep">Greatest step, 0 for any.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    public static void Locate(GradientTree tree, PartitionedRows grown, GradientPart part, float[] weights, double maxStep, int degreeOfParallelism)
    {
        var most = maxStep > 0 ? maxStep : double.PositiveInfinity;
        ParallelItems.Run(tree.Leaves.Length, degreeOfParallelism, item =>
        {
            var (node, ranges) = tree.Leaves[item];
            var value = part.Objective.Location(grown.Slice(ranges[0].Start, ranges[0].End), part.Scores, weights);
            tree.Values[node] = value;
        });
        foreach (ref var value in tree.Values.AsSpan())
        {
            value = Math.Clamp(value, -most, most);
        }
    }

    /// <summary>Lowers shrunk leaf values that would raise a training row above the greatest score.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="greatestScore">The greatest score.</param>
    /// <param name="rows">Training rows, drawn and not.</param>
    /// <param name="part">Their scores.</param>
    public static void Bound(GradientTree tree, double greatestScore, ReadOnlySpan<PartitionedRows> rows, GradientPart part)
    {
        foreach (var (node, ranges) in tree.Leaves)
        {
            if (!(tree.Values[node] > 0))
            {
                continue;
            }

            var greatest = double.NegativeInfinity;
            for (var set = 0; set < rows.Length; set++)
            {
                foreach (var row in rows[set].Slice(ranges[set].Start, ranges[set].End))
                {
                    greatest = Math.Max(greatest, part.Scores[row]);
                }
            }

            // Rounded to single precision as all values of leaves are, and so perhaps up by a part in 2²⁴.
            tree.Values[node] = Math.Min(tree.Values[node], (float)Math.Max(0, greatestScore - greatest));
        }
    }
}
