using System.Numerics;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Interchange;

/// <summary>Which features are categories, and the codes below which each is known: of the names, or of the sets that splits have.</summary>
internal sealed class CategoryRanges
{
    private readonly TreeStructure trees;
    private readonly int[] words;

    public CategoryRanges(TreeStructure trees, int featureCount, ModelSchema schema)
    {
        this.trees = trees;
        words = new int[featureCount];
        for (var feature = 0; feature < schema.Features.Count; feature++)
        {
            words[feature] = ((schema.Features[feature].Categories?.Count ?? 0) + 31) / 32;
        }

        foreach (var node in trees.Nodes)
        {
            if (!node.IsLeaf && node.CategorySet >= 0)
            {
                words[node.Feature] = Math.Max(words[node.Feature], checked(2 * (int)(uint)trees.CategorySets[node.CategorySet]));
            }
        }
    }

    /// <summary>Features that are categories.</summary>
    public IEnumerable<int> Features => Enumerable.Range(0, words.Length).Where(feature => words[feature] > 0);

    /// <summary>
    /// The codes that a split sends left, in words of 32 bits. All others and missing values go right there: where missing values go left,
    /// the children change sides.
    /// </summary>
    public uint[] LeftCodes(TreeSplit split)
    {
        var left = new uint[words[split.Feature]];
        for (var code = 0; code < checked(left.Length * 32); code++)
        {
            if (CategorySetList.Contains(trees.CategorySets, split.CategorySet, code) != split.MissingGoesLeft)
            {
                left[code / 32] |= BitOperations.RotateLeft(1U, code);
            }
        }

        return left;
    }
}
