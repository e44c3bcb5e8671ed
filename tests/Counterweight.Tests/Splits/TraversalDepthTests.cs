using System.Numerics;
using Counterweight.Features;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Rows that fall side by side wait for the one that falls deepest.</summary>
public class TraversalDepthTests
{
    private const int Depth = 40;

    [Fact]
    public void EveryRowReachesItsLeafHoweverSoonItsNeighboursDo()
    {
        Check<float>();
        Check<double>();
    }

    private static void Check<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A chain: x ≤ k leaves it at the k-th split.
        List<TreeSplit> nodes = [];
        for (var k = 0; k < Depth; k++)
        {
            nodes.Add(new(0, k, false, (2 * k) + 1, -1));
            nodes.Add(TreeSplit.Leaf);
        }

        nodes.Add(TreeSplit.Leaf);
        var trees = new PackedTrees<T>(nodes.ToArray(), 1);
        foreach (var deep in (ReadOnlySpan<int>)[0, 7, 8, 15, 16, 40])
        {
            // One row falls to the end, the others leave at the first or second split.
            T[] values = [.. Enumerable.Range(0, 41).Select(row => T.CreateChecked(row == deep ? Depth : row % 2))];
            var leaves = new int[values.Length];
            trees.FindLeaves(new FeatureMatrix<T>(values, values.Length, 1, FeatureLayout.RowMajor), leaves);
            Assert.Equal(Enumerable.Range(0, 41).Select(row => row == deep ? 2 * Depth : (2 * (row % 2)) + 1), leaves);
        }
    }
}
