using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Traversal;

/// <summary>
/// A node in sixteen bytes, so that a step is the same everywhere: a leaf sends every value to itself.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct PackedNode<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values up to it go left; of categories the bits of the set's number.</summary>
    public T Threshold;

    /// <summary>The split feature; <see cref="Flag"/> where NaN goes left.</summary>
    public int Feature;

    /// <summary>The left child; <see cref="Flag"/> where categories are split.</summary>
    public int Left;

    public const int Flag = int.MinValue;

    public static PackedNode<T> Leaf(int node) => new() { Threshold = T.PositiveInfinity, Feature = Flag, Left = node };

    public static PackedNode<T> Of(in TreeSplit split)
    {
        var node = new PackedNode<T>
        {
            Threshold = RoundDown(split.Threshold),
            Feature = split.Feature | (split.MissingGoesLeft ? Flag : 0),
            Left = split.Left | (split.CategorySet >= 0 ? Flag : 0),
        };
        if (split.CategorySet >= 0)
        {
            Unsafe.As<T, int>(ref node.Threshold) = split.CategorySet;
        }

        return node;
    }

    // A float is at most the threshold exactly where it is at most the greatest float that is; without a branch, since
    // every other one is rounded up.
    private static T RoundDown(double value)
    {
        if (typeof(T) == typeof(double))
        {
            return (T)(object)value;
        }

        var near = (float)value;
        var bits = BitConverter.SingleToInt32Bits(near);
        var step = (near > value ? 1 : 0) * (1 - (2 * (int)((uint)~bits >> 31)));
        return (T)(object)BitConverter.Int32BitsToSingle(bits + step);
    }
}
