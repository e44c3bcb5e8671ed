using System.Numerics;
using Counterweight.Features;
using Counterweight.Reference.Traversal;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Rows that are too few to fall together go through several trees at a time: the same leaves, added in the same order.</summary>
public class RowsThroughTreesTests
{
    private const int Features = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(73)]
    [InlineData(80)]
    [InlineData(258)]
    public void SumsAreThoseOfOneTreeAfterTheOther(int rows)
    {
        foreach (var hasCategories in (bool[])[false, true])
        {
            foreach (var trees in (int[])[0, 1, 8, 9, 16, 17, 63, 64, 65, 137])
            {
                foreach (var (width, outputs) in ((int, int)[])[(1, 1), (1, 3), (3, 3)])
                {
                    Compare<float>(new RandomTree(Features, hasCategories, trees, width), rows, outputs);
                    Compare<double>(new RandomTree(Features, hasCategories, trees, width), rows, outputs);
                }
            }
        }
    }

    private static void Compare<T>(RandomTree ensemble, int rows, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(rows);
        T[] values = [.. Enumerable.Range(0, rows * Features).Select(_ => random.Next(9) == 0 ? T.NaN : T.CreateTruncating(random.Next(3) == 0 ? random.Next(100) : random.NextDouble() - 0.5))];
        var trees = new PackedTrees<T>(ensemble.Nodes, Features, ensemble.Sets);
        var width = ensemble.Nodes.Length == 0 ? 1 : ensemble.Values.Length / ensemble.Nodes.Length;
        foreach (var layout in Enum.GetValues<FeatureLayout>())
        {
            var expected = Enumerable.Range(0, rows * outputs).Select(i => i / 7.0).ToArray();
            var sums = expected.ToArray();
            for (var row = 0; row < rows; row++)
            {
                for (var tree = 0; tree < ensemble.Roots.Length; tree++)
                {
                    var leaf = ensemble.LeafOf(ensemble.Roots[tree], feature => double.CreateChecked(values[layout == FeatureLayout.RowMajor ? (row * Features) + feature : (feature * rows) + row]));
                    for (var k = 0; k < width; k++)
                    {
                        expected[(row * outputs) + ((tree + k) % outputs)] += width == 1 ? ensemble.Values[leaf] : 0;
                        expected[(row * outputs) + k] += width == 1 ? 0 : ensemble.Values[(leaf * width) + k];
                    }
                }
            }

            trees.AddLeafValues(new FeatureMatrix<T>(values, rows, Features, layout), ensemble.Roots, ensemble.Values, outputs, sums);
            Assert.Equal(expected, sums);
        }
    }
}
