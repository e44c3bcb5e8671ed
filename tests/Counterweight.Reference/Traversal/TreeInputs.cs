using System.Numerics;
using Counterweight.Features;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Traversal;

/// <summary>Rows that fall through a <see cref="RandomTree"/>.</summary>
public static class TreeInputs
{
    /// <summary>Scores; every third feature of feature-major rows holds categories, some of them unknown and some missing.</summary>
    public static void Fill<T>(Span<T> values, Shape shape, InputKind kind, bool isFeatureMajor, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        Inputs.Scores(values, kind, random);
        for (var feature = 0; isFeatureMajor && feature < shape.Width; feature += 3)
        {
            foreach (ref var value in values.Slice(feature * shape.Rows, shape.Rows))
            {
                value = random.Next(8) switch { 0 => value, 1 => T.NaN, _ => T.CreateChecked(random.Next(-5, 130)) };
            }
        }
    }

    /// <summary>The operand as the kernel takes it.</summary>
    public static FeatureMatrix<T> Matrix<T>(OperandSet operands, Shape shape, bool isFeatureMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(operands.Span<T>("values"), shape.Rows, shape.Width, isFeatureMajor ? FeatureLayout.FeatureMajor : FeatureLayout.RowMajor);

    /// <summary>Where a value lies.</summary>
    public static int Index(Shape shape, int row, int feature, bool isFeatureMajor) => isFeatureMajor ? (feature * shape.Rows) + row : (row * shape.Width) + feature;

    /// <summary>One row after the other, one node after the other.</summary>
    public static int LeafOf<T>(RandomTree tree, int root, ReadOnlySpan<T> values, Shape shape, int row, bool isFeatureMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(tree);
        var node = root;
        while (!tree.Nodes[node].IsLeaf)
        {
            ref readonly var split = ref tree.Nodes[node];
            var value = double.CreateTruncating(values[Index(shape, row, split.Feature, isFeatureMajor)]);
            var left = value <= split.Threshold;
            if (double.IsNaN(value))
            {
                left = split.MissingGoesLeft;
            }
            else if (split.CategorySet >= 0)
            {
                var words = tree.Sets[split.CategorySet..];
                left = double.IsInteger(value) && value >= 0 && value < 64.0 * (uint)words[0]
                    ? ((words[1 + ((int)value / 64)] >> ((int)value % 64)) & 1) != 0
                    : words[0] >> 63 != 0;
            }

            node = split.Left + (left ? 0 : 1);
        }

        return node;
    }
}
