using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Tests.Trees;

/// <summary>
/// A tree grown the plain way, by trying every threshold between values of the node, with missing values on either
/// side; in exact fractions of weights so that ties are ties.
/// </summary>
internal sealed class NaiveTree(Dataset data, double[] weights, DecisionTreeOptions options)
{
    /// <summary>The tree as text: one line a node, indented by depth.</summary>
    public string Describe() => Describe([.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)], 0);

    public static string Describe(DecisionTreeClassifier tree) => Describe(tree, 0, 0);

    private static string Describe(DecisionTreeClassifier tree, int index, int depth)
    {
        var node = tree.Nodes[index];
        return node.IsLeaf
            ? FormattableString.Invariant($"{new string(' ', depth)}{node.Label} of {node.RowCount}\n")
            : FormattableString.Invariant($"{new string(' ', depth)}f{node.Feature} <= {node.Threshold}\n") + Describe(tree, node.Left, depth + 1) + Describe(tree, node.Left + 1, depth + 1);
    }

    private string Describe(int[] rows, int depth)
    {
        var best = depth < options.MaxDepth ? FindSplit(rows) : null;
        if (best is not { } split)
        {
            var sums = Sums(rows);
            return FormattableString.Invariant($"{new string(' ', depth)}{Array.IndexOf(sums, sums.Max())} of {rows.Length}\n");
        }

        return FormattableString.Invariant($"{new string(' ', depth)}f{split.Feature} <= {split.Threshold}\n") + Describe(split.Left, depth + 1) + Describe([.. rows.Except(split.Left)], depth + 1);
    }

    private (int Feature, double Threshold, int[] Left)? FindSplit(int[] rows)
    {
        (int, double, int[])? best = null;
        var least = Cost(rows) * (1 - 1e-12);
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            var f = feature;
            double[] values = [.. rows.Select(row => data.Column(f)[row]).Where(value => !double.IsNaN(value)).Distinct().Order()];
            int[] missing = [.. rows.Where(row => double.IsNaN(data.Column(f)[row]))];

            // A split of the missing from the present is found first where the node lacks the lowest value and there is a bin for it, else last.
            var lowest = Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0).Min(row => double.IsNaN(data.Column(f)[row]) ? double.MaxValue : data.Column(f)[row]);
            for (var i = values.Length > 0 && values[0] > lowest && options.Search == SplitSearchMethod.Histogram ? -1 : 0; i < values.Length; i++)
            {
                var threshold = i < 0 ? double.NegativeInfinity : i + 1 < values.Length ? (values[i] + values[i + 1]) / 2 : double.PositiveInfinity;
                int[] below = [.. rows.Where(row => data.Column(f)[row] <= threshold)];
                foreach (var left in missing.Length > 0 ? new[] { below, [.. below, .. missing] } : [below])
                {
                    int[] right = [.. rows.Except(left)];
                    if (left.Length < options.MinRowCount || right.Length < options.MinRowCount || Sums(left).Sum() < options.MinWeight || Sums(right).Sum() < options.MinWeight)
                    {
                        continue;
                    }

                    var cost = Cost(left) + Cost(right);
                    if (cost < least)
                    {
                        least = cost - (1e-12 * Math.Abs(cost));
                        best = (feature, threshold, left);
                    }
                }
            }
        }

        return best;
    }

    private double Cost(int[] rows)
    {
        var sums = Sums(rows);
        var total = sums.Sum();
        return total == 0 ? 0
            : options.Impurity.Equals(Impurity.Gini) ? total - (sums.Sum(sum => sum * sum) / total)
            : options.Impurity.Equals(Impurities.Cubic) ? (total - (sums.Sum(sum => sum * sum * sum) / (total * total))) / 2
            : -sums.Where(sum => sum > 0).Sum(sum => sum * Math.Log2(sum / total));
    }

    private double[] Sums(int[] rows)
    {
        var sums = new double[data.ClassCount];
        foreach (var row in rows)
        {
            sums[data.Labels[row]] += weights[row];
        }

        return sums;
    }
}
