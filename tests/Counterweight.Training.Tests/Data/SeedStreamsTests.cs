using Counterweight.Training.Data;
using Counterweight.Training.Trees.Growth;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>Each purpose, tree and node draws from a stream of its own.</summary>
public class SeedStreamsTests
{
    [Fact]
    public void StreamsOfPurposesNumbersAndSeedsDiffer()
    {
        var streams =
            from seed in (ulong[])[0, 1, 1UL << 63]
            from purpose in Enum.GetValues<DrawPurpose>()
            from number in (int[])[0, 1, 2, 1000, int.MaxValue]
            select SeedStreams.Of(seed, purpose, number);
        var all = streams.ToArray();
        Assert.Equal(105, all.Distinct().Count());
        Assert.Equal(105, all.Select(stream => stream.Uniform(5)).Distinct().Count());
    }

    /// <summary>Models of before are models of now as long as these numbers stay.</summary>
    [Fact]
    public void PurposesKeepTheirNumbers() => Assert.Equal(
        ["Split 1", "PartRows 2", "Nodes 3", "RoundRows 4", "TreeFeatures 5", "Folds 6", "GroupFolds 7"],
        Enum.GetValues<DrawPurpose>().Select(purpose => $"{purpose} {(int)purpose}"),
        StringComparer.Ordinal);

    [Fact]
    public void KeysOfTreesDiffer() => Assert.Equal(
        4000,
        (from seed in (ulong[])[7, 8] from tree in Enumerable.Range(0, 2000) select SeedStreams.Key(seed, DrawPurpose.Nodes, tree)).Distinct().Count());

    /// <summary>Deeper than the bits of a path: all nodes along two sides of a tree, and beside them. The children of the root come twice.</summary>
    [Fact]
    public void NodesOfAnyDepthHaveStreamsOfTheirOwn()
    {
        var keys = new List<NodeKey> { NodeKey.Root(5, 3) };
        var (left, right) = (keys[0], keys[0]);
        for (var depth = 0; depth < 200; depth++)
        {
            keys.AddRange(left.Right, right.Left);
            (left, right) = (left.Left, right.Right);
            keys.AddRange(left, right);
        }

        Assert.Equal(799, keys.Distinct().Count());
        Assert.Equal(799, keys.Select(key => key.Stream().Uniform(0)).Distinct().Count());
        Assert.All(keys, key => Assert.Equal(keys[0].Tree, key.Tree));
        Assert.Equal(0b1101UL, keys[0].Right.Left.Right.Path);
        Assert.NotEqual(keys[0], NodeKey.Root(5, 4));
        Assert.NotEqual(keys[0], NodeKey.Root(6, 3));
    }
}
