using Counterweight.Features;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Tests.Splits;

public class PackedTreesTests
{
    private static readonly TreeSplit[] Stump = [new(0, 0.1, true, 1, -1), TreeSplit.Leaf, TreeSplit.Leaf];
    private static readonly PackedTrees<float> Trees = new(Stump, 1);

    private static FeatureMatrix<float> One => new([1], 1, 1, FeatureLayout.RowMajor);

    [Fact]
    public void ValuesAreComparedAsIfWidened()
    {
        // The float nearest to 0.1 is above it; a threshold between two floats parts them.
        float[] values = [0.1f, float.BitDecrement(0.1f), -0.0f, 0, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, 0.2f];
        Assert.Equal([2, 1, 1, 1, 1, 2, 1, 1, 2], Leaves(Stump, values));
        Assert.Equal([1, 1, 1, 1, 2, 1, 1, 1, 1], Leaves([new(0, double.PositiveInfinity, false, 1, -1), TreeSplit.Leaf, TreeSplit.Leaf], values));
        Assert.Equal([2, 2, 2, 2, 1, 2, 1, 2, 2], Leaves([new(0, double.NegativeInfinity, true, 1, -1), TreeSplit.Leaf, TreeSplit.Leaf], values));
        foreach (var threshold in (ReadOnlySpan<double>)[1e-50, -1e-50, 0, -0.0, float.MaxValue, 1e300, -1e300, 1 + 1e-12, 1 - 1e-12, -1 - 1e-12, -1 + 1e-12])
        {
            float[] near = [(float)threshold, float.BitIncrement((float)threshold), float.BitDecrement((float)threshold), 0, -0.0f, float.Epsilon, -float.Epsilon, float.MaxValue];
            Assert.Equal(near.Select(value => value <= threshold ? 1 : 2), Leaves([new(0, threshold, false, 1, -1), TreeSplit.Leaf, TreeSplit.Leaf], near));
        }
    }

    [Fact]
    public void CategoriesGoByTheirSet()
    {
        var sets = new CategorySetList();
        sets.Add([1], [true]);
        var known = sets.Add([3, 70, 71], [true, true, false]);
        var unknown = sets.Add([3, 70, 71], [true, true, false], others: true);
        var none = sets.Add([], []);
        float[] values = [3, 70, 71, 4, -1, 3.5f, 128, 1e30f, float.PositiveInfinity, float.NaN, -0.0f];
        Assert.Equal([1, 1, 2, 2, 2, 2, 2, 2, 2, 1, 2], Leaves([new(0, 0, true, 1, known), TreeSplit.Leaf, TreeSplit.Leaf], values, sets.Words));
        Assert.Equal([1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1], Leaves([new(0, 0, false, 1, unknown), TreeSplit.Leaf, TreeSplit.Leaf], values, sets.Words));
        Assert.Equal(Enumerable.Repeat(2, 11), Leaves([new(0, double.NaN, false, 1, none), TreeSplit.Leaf, TreeSplit.Leaf], values, sets.Words));
        foreach (var value in values)
        {
            Assert.Equal(value is 3 or 70, sets.Contains(known, value));
            Assert.Equal(value is not 71, sets.Contains(unknown, value));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => sets.Add([1, -1], [true, true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sets.Add([CategorySetList.MaxCategories], [true]));
        Assert.Throws<ArgumentException>(() => sets.Add([1, 2], [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => sets.Contains(99, 1));
    }

    [Theory]
    [InlineData(-2, 0.0, 1, -1, "nodes[0].Feature is -2")]
    [InlineData(2, 0.0, 1, -1, "nodes[0].Feature is 2")]
    [InlineData(0, double.NaN, 1, -1, "nodes[0].Threshold is NaN")]
    [InlineData(0, 0.0, 0, -1, "nodes[0].Left is 0")]
    [InlineData(0, 0.0, -1, -1, "nodes[0].Left is -1")]
    [InlineData(0, 0.0, 2, -1, "nodes[0].Left is 2")]
    [InlineData(0, 0.0, int.MaxValue, -1, "nodes[0].Left is 2147483647")]
    [InlineData(0, 0.0, 1, 0, "nodes[0].CategorySet is 0")]
    [InlineData(0, 0.0, 1, -2, "nodes[0].CategorySet is -2")]
    public void MalformedNodesAreRefused(int feature, double threshold, int left, int set, string message)
    {
        TreeSplit[] nodes = [new(feature, threshold, false, left, set), TreeSplit.Leaf, TreeSplit.Leaf];
        var error = Assert.Throws<ArgumentOutOfRangeException>("nodes", () => new PackedTrees<float>(nodes, 2));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACycleIsRefused()
    {
        TreeSplit[] nodes = [new(0, 0, false, 1, -1), new(0, 0, false, 3, -1), TreeSplit.Leaf, new(0, 0, false, 1, -1), TreeSplit.Leaf];
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Leaves(nodes, [1]));
        Assert.Contains("nodes[3].Left is 1; it must lie in (3, 4)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SetsThatDoNotEndAreRefused()
    {
        TreeSplit[] nodes = [new(0, 0, false, 1, 0), TreeSplit.Leaf, TreeSplit.Leaf];
        Assert.Throws<ArgumentOutOfRangeException>(() => Leaves(nodes, [1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Leaves(nodes, [1], [ulong.MaxValue, 0]));
        Assert.Equal([2], Leaves(nodes, [1], [1, 0]));
    }

    [Fact]
    public void LengthsAndOverlapsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => new PackedTrees<float>([], 0));
        Assert.Throws<ArgumentException>("leaves", () => Trees.FindLeaves(One, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>("root", () => Trees.FindLeaves(One, new int[1], 3));
        Assert.Throws<ArgumentOutOfRangeException>("root", () => Trees.FindLeaves(One, new int[1], -1));
        Assert.Throws<ArgumentOutOfRangeException>("root", () => new PackedTrees<float>([], 1).FindLeaves(One, new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => Trees.FindLeaves(One, new int[1], 0, 0));
        Assert.Throws<ArgumentException>("data", () => Trees.FindLeaves(new([1, 2], 1, 2, FeatureLayout.RowMajor), new int[1]));
        Assert.Throws<ArgumentException>("data", () => Trees.AddLeafValues(new([1, 2], 1, 2, FeatureLayout.RowMajor), [0], new double[3], 1, new double[1]));
        Assert.Throws<ArgumentException>(() => Add([0], new double[4], 1, new double[1]));
        Assert.Throws<ArgumentException>(() => Add([0], new double[3], 1, new double[2]));
        Assert.Throws<ArgumentException>(() => Add([0], new double[3], 2, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add([0], new double[3], 0, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add([3], new double[3], 1, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Add([-1], new double[3], 1, new double[1]));
        var memory = new double[8];
        var wide = new PackedTrees<double>(Stump, 1);
        var error = Assert.Throws<ArgumentException>(() => wide.AddLeafValues(new FeatureMatrix<double>([1], 1, 1, FeatureLayout.RowMajor), [0], memory.AsSpan(0, 3), 1, memory.AsSpan(2, 1)));
        Assert.Contains("sums overlaps values", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => wide.AddLeafValues(new FeatureMatrix<double>(memory, 8, 1, FeatureLayout.RowMajor), [0], new double[3], 1, memory));
        Assert.Contains("sums overlaps data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRootMayBeAnyNode()
    {
        TreeSplit[] nodes = [new(0, 5, false, 1, -1), new(1, 5, false, 3, -1), TreeSplit.Leaf, TreeSplit.Leaf, TreeSplit.Leaf];
        var trees = new PackedTrees<double>(nodes, 2);
        Assert.Equal((2, 5), (trees.FeatureCount, trees.NodeCount));
        double[] rows = [9, 1, 9, 9, 1, 1];
        foreach (var (root, expected) in new (int, int[])[] { (0, [2, 2, 3]), (1, [3, 4, 3]), (4, [4, 4, 4]) })
        {
            var leaves = new int[3];
            trees.FindLeaves(new(rows, 3, 2, FeatureLayout.RowMajor), leaves, root);
            Assert.Equal(expected, leaves);
        }
    }

    [Fact]
    public void NoTreesAddNothing()
    {
        double[] sums = [5];
        new PackedTrees<float>([], 1).AddLeafValues(One, [], [], 1, sums);
        Trees.AddLeafValues(One, [], new double[3], 1, sums);
        Assert.Equal([5], sums);
    }

    [Fact]
    public void ALeafAloneTakesAllRows() => Assert.Equal([0, 0, 0], Leaves([TreeSplit.Leaf], [1, float.NaN, float.PositiveInfinity]));

    private static int[] Leaves(TreeSplit[] nodes, float[] values, ReadOnlySpan<ulong> sets = default)
    {
        // Often enough for groups, each value in every lane, and a rest.
        float[] many = [.. Enumerable.Range(0, 17).SelectMany(_ => values)];
        double[] wide = [.. many.Select(value => (double)value)];
        var leaves = new int[many.Length];
        var other = new int[many.Length];
        new PackedTrees<float>(nodes, 1, sets).FindLeaves(new(many, many.Length, 1, FeatureLayout.RowMajor), leaves);
        new PackedTrees<double>(nodes, 1, sets).FindLeaves(new(wide, many.Length, 1, FeatureLayout.FeatureMajor), other);
        Assert.Equal(leaves, other);
        Assert.Equal(Enumerable.Range(0, 17).SelectMany(_ => leaves.Take(values.Length)), leaves);
        return leaves[..values.Length];
    }

    private static void Add(int[] roots, double[] values, int outputs, double[] sums) =>
        Trees.AddLeafValues(One, roots, values, outputs, sums);
}
