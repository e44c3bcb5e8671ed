using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>A tree as the file has it. A child is a split's number, or the complement of a leaf's.</summary>
internal sealed class LightGbmTree : ImportedTree
{
    // Bits of decision_type: two tell what is missing.
    public const int IsCategory = 1;
    public const int MissingLeft = 2;
    public const int MissingIsNaN = 2 << 2;
    public const int MissingMask = 3 << 2;

    private readonly LightGbmBlock block;
    private readonly int leafCount;
    private readonly int[] features;
    private readonly double[] thresholds;
    private readonly int[] decisions;
    private readonly int[] lefts;
    private readonly int[] rights;
    private readonly double[] leafValues;
    private readonly double[] splitValues;
    private readonly double[] gains;
    private readonly double[] leafWeights;
    private readonly double[] splitWeights;
    private readonly long[] leafRows;
    private readonly long[] splitRows;
    private readonly int[] boundaries;
    private readonly uint[] words;

    private LightGbmTree(LightGbmBlock block, int leafCount)
    {
        var splits = leafCount - 1;
        (this.block, this.leafCount) = (block, leafCount);
        features = block.Numbers<int>("split_feature", splits);
        thresholds = block.Numbers<double>("threshold", splits);
        decisions = block.Numbers<int>("decision_type", splits);
        lefts = block.Numbers<int>("left_child", splits);
        rights = block.Numbers<int>("right_child", splits);
        leafValues = block.Numbers<double>("leaf_value", leafCount);
        splitValues = block.NumbersOrZeros<double>("internal_value", splits);
        gains = block.NumbersOrZeros<double>("split_gain", splits);
        leafWeights = block.NumbersOrZeros<double>("leaf_weight", leafCount);
        splitWeights = block.NumbersOrZeros<double>("internal_weight", splits);
        leafRows = block.NumbersOrZeros<long>("leaf_count", leafCount);
        splitRows = block.NumbersOrZeros<long>("internal_count", splits);
        var sets = block.Integer("num_cat", 0, int.MaxValue - 1);
        boundaries = sets > 0 ? block.Numbers<int>("cat_boundaries", sets + 1) : [0];
        words = sets > 0 ? block.Numbers<uint>("cat_threshold", Math.Max(boundaries[^1], 0)) : [];
    }

    public override int Root => leafCount > 1 ? 0 : ~0;

    public override long NodeCount => (2L * leafCount) - 1;

    /// <exception cref="InvalidDataException">A list is missing or of another length, or a number is out of its range.</exception>
    public static LightGbmTree Read(LightGbmBlock block, int featureCount)
    {
        if (block.Has("is_linear") && block.Integer("is_linear", 0, 1) == 1)
        {
            throw block.Fault("is_linear", "is 1: leaves with linear models are not read");
        }

        var leaves = block.Integer("num_leaves", 1, int.MaxValue / 2);
        var tree = new LightGbmTree(block, leaves);
        Check(block, "split_feature", tree.features, 0, featureCount - 1);
        Check(block, "left_child", tree.lefts, -leaves, leaves - 2);
        Check(block, "right_child", tree.rights, -leaves, leaves - 2);
        return tree;
    }

    public override double Value(int number) => number < 0 ? leafValues[~number] : splitValues[number];

    /// <summary>In parts of the rows of the root.</summary>
    public override GradientTreeNode Statistics(int number)
    {
        double all = Math.Max(leafCount > 1 ? splitRows[0] : leafRows[0], 1);
        var (rows, weight) = number < 0 ? (leafRows[~number], leafWeights[~number]) : (splitRows[number], splitWeights[number]);
        return new GradientTreeNode(
            number < 0 ? 0 : Math.Max(gains[number], 0) / all,
            Math.Max(rows, 0),
            Math.Clamp(rows / all, 0, 1),
            Math.Max(weight, 0) / all);
    }

    public override (TreeSplit Split, int Left, int Right)? Split(int number, CategorySetList sets) =>
        number < 0 ? null : (Split(number, decisions[number], sets), lefts[number], rights[number]);

    public override InvalidDataException TooManyNodes() =>
        block.Fault("num_leaves", Require.Text($"is {leafCount}, but left_child and right_child lead to more nodes"));

    private TreeSplit Split(int number, int decision, CategorySetList sets)
    {
        if ((decision & IsCategory) != 0)
        {
            var left = CodesOf(number).ToArray();
            int[] codes = [.. Enumerable.Range(0, checked(left.Length * 32))];
            if (codes.Length > CategorySetList.MaxCategories)
            {
                throw block.Fault("cat_threshold", Require.Text($"has codes up to {codes.Length - 1}; they must lie below {CategorySetList.MaxCategories}"));
            }

            return new TreeSplit(features[number], 0, MissingGoesLeft: false, -1, sets.Add(codes, [.. codes.Select(code => (left[code / 32] >> (code % 32) & 1) != 0)]));
        }

        var goesLeft = (decision & MissingMask) switch
        {
            // Missing values are taken for 0.
            0 => thresholds[number] >= 0,
            MissingIsNaN => (decision & MissingLeft) != 0,
            _ => throw block.Fault("decision_type", Require.Text($"is {decision} of split {number}: zeros that count as missing (zero_as_missing) are not read")),
        };
        return new TreeSplit(features[number], thresholds[number], goesLeft, -1, -1);
    }

    // The codes that a split of categories sends left, in words of 32 bits.
    private ReadOnlySpan<uint> CodesOf(int split)
    {
        var set = thresholds[split];
        if (!double.IsInteger(set) || set < 0 || set >= boundaries.Length - 1)
        {
            throw block.Fault("threshold", Require.Text($"is {set} of split {split}, no number of a set of categories"));
        }

        var (from, to) = (boundaries[(int)set], boundaries[(int)set + 1]);
        return from >= 0 && from <= to && to <= words.Length ? words.AsSpan(from, to - from) : throw block.Fault("cat_boundaries", Require.Text($"has {from} and {to}, between which no words lie"));
    }

    private static void Check(LightGbmBlock block, string key, int[] numbers, int least, int greatest)
    {
        foreach (var number in numbers)
        {
            if (number < least || number > greatest)
            {
                throw block.Fault(key, Require.Text($"has {number}; it must lie in [{least}, {greatest}]"));
            }
        }
    }
}
