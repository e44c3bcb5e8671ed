using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>A tree as XGBoost's file has it: lists of one value a node. Nodes that were pruned stay in them, but no child is one.</summary>
internal sealed class XGBoostTree : ImportedTree
{
    /// <summary>Words of sets of categories that a model may have. A code of eight bytes in the file may take 2¹⁸.</summary>
    public const int MaxCategoryWords = 1 << 24;

    private readonly JsonField field;
    private readonly int featureCount;
    private readonly double weight;
    private readonly int[] lefts;
    private readonly int[] rights;
    private readonly int[] features;
    private readonly float[] conditions;
    private readonly int[] missingGoLeft;
    private readonly int[] kinds;
    private readonly float[] gains;
    private readonly float[] hessians;
    private readonly Dictionary<int, int[]> categories;

    /// <summary>Reads the lists.</summary>
    /// <param name="field">The tree.</param>
    /// <param name="featureCount">Features of a row.</param>
    /// <param name="weight">What values of leaves are multiplied by.</param>
    /// <exception cref="InvalidDataException">A list is missing or of another length, or a number is out of its range.</exception>
    public XGBoostTree(JsonField field, int featureCount, double weight)
    {
        (this.field, this.featureCount, this.weight) = (field, featureCount, weight);
        var parameters = field.Member("tree_param");
        if (parameters.Find("size_leaf_vector") is { } size && size.Integer(0, int.MaxValue) > 1)
        {
            throw size.Fault("is above 1: trees of several scores (multi_output_tree) are not read");
        }

        var count = parameters.Member("num_nodes").Integer(1, int.MaxValue);
        lefts = field.Member("left_children").Integers(count, -1, count - 1);
        rights = field.Member("right_children").Integers(count, -1, count - 1);
        features = field.Member("split_indices").Integers(count, 0, int.MaxValue);
        conditions = field.Member("split_conditions").Singles(count);
        missingGoLeft = field.Member("default_left").Integers(count, 0, 1);
        kinds = field.Find("split_type")?.Integers(count, 0, 1) ?? new int[count];
        gains = field.Find("loss_changes")?.Singles(count) ?? new float[count];
        hessians = field.Find("sum_hessian")?.Singles(count) ?? new float[count];
        categories = field.Find("categories") is { } codes ? Categories(codes) : [];
    }

    public override int Root => 0;

    public override long NodeCount => lefts.Length;

    public override double Value(int number)
    {
        if (!IsLeaf(number))
        {
            return 0;
        }

        return float.IsFinite(conditions[number]) ? weight * conditions[number] : throw Fault("split_conditions", number, Require.Text($"is {conditions[number]}; the value of a leaf must be finite"));
    }

    public override GradientTreeNode Statistics(int number)
    {
        var (own, all) = (Said(hessians[number]), Said(hessians[0]));
        return new GradientTreeNode(IsLeaf(number) ? 0 : Said(gains[number]), 0, all > 0 ? Math.Min(own / all, 1) : 0, own);
    }

    public override (TreeSplit Split, int Left, int Right)? Split(int number, CategorySetList sets)
    {
        if (IsLeaf(number))
        {
            return null;
        }

        if (rights[number] < 0)
        {
            throw Fault("right_children", number, "is -1 of a node that has a left child");
        }

        if (features[number] >= featureCount)
        {
            throw Fault("split_indices", number, Require.Text($"is {features[number]}; it must lie in [0, {featureCount - 1}]"));
        }

        var split = new TreeSplit(features[number], 0, missingGoLeft[number] != 0, -1, -1);
        if (kinds[number] != 0)
        {
            return (split with { CategorySet = SetOf(number, sets) }, lefts[number], rights[number]);
        }

        // No value is below −∞: with the children changed, all are up to +∞.
        return conditions[number] switch
        {
            float.NaN => throw Fault("split_conditions", number, "is NaN, no threshold"),
            float.NegativeInfinity => (split with { Threshold = double.PositiveInfinity, MissingGoesLeft = !split.MissingGoesLeft }, rights[number], lefts[number]),
            var threshold => (split with { Threshold = FloatThreshold.GreatestBelow(threshold) }, lefts[number], rights[number]),
        };
    }

    public override InvalidDataException TooManyNodes() =>
        field.Fault(Require.Text($"has {NodeCount} nodes, but left_children and right_children lead to more: a node is a child twice"));

    private static double Said(float value) => float.IsFinite(value) ? Math.Max(value, 0) : 0;

    private bool IsLeaf(int number) => lefts[number] < 0;

    private InvalidDataException Fault(string list, int number, string what) => field.Member(list).Fault(number, what);

    // Codes of a split go right, all others left.
    private int SetOf(int number, CategorySetList sets)
    {
        if (!categories.TryGetValue(number, out var codes))
        {
            throw Fault("split_type", number, "is 1, but categories_nodes does not have the node");
        }

        if (sets.Words.Length + (codes.DefaultIfEmpty(0).Max() / 64) >= MaxCategoryWords)
        {
            throw Fault("split_type", number, Require.Text($"is 1, and the categories of the model up to it take more than {MaxCategoryWords} words of 64 bits"));
        }

        return sets.Add(codes, new bool[codes.Length], others: true);
    }

    private Dictionary<int, int[]> Categories(JsonField list)
    {
        var codes = list.Integers(list.Count, 0, CategorySetList.MaxCategories - 1);
        var nodes = field.Member("categories_nodes");
        var numbers = nodes.Integers(nodes.Count, 0, lefts.Length - 1);
        var starts = field.Member("categories_segments").Integers(numbers.Length, 0, codes.Length);
        var sizes = field.Member("categories_sizes").Integers(numbers.Length, 0, codes.Length);
        var all = new Dictionary<int, int[]>();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (starts[i] > codes.Length - sizes[i])
            {
                throw Fault("categories_segments", i, Require.Text($"is {starts[i]} and categories_sizes[{i}] {sizes[i]}, but there are {codes.Length} categories"));
            }

            all[numbers[i]] = codes[starts[i]..(starts[i] + sizes[i])];
        }

        return all;
    }
}
