using System.Diagnostics;
using System.Numerics;

namespace Counterweight.Core.Checks;

/// <summary>The loop that looks for the first label that is neither a class nor the one to ignore.</summary>
internal static class LabelLoop
{
    /// <summary>Index of the first bad label, −1 when there is none.</summary>
    public static int FirstRejected(ReadOnlySpan<int> labels, int classCount, int? ignoreLabel)
    {
        Debug.Assert(classCount >= 0, "There are less than no classes.");
        var classes = new Vector<uint>((uint)classCount);
        var ignored = new Vector<int>(ignoreLabel ?? 0);
        var ignores = ignoreLabel is null ? Vector<int>.Zero : Vector<int>.AllBitsSet;
        var i = 0;
        for (; i + Vector<int>.Count <= labels.Length; i += Vector<int>.Count)
        {
            var block = new Vector<int>(labels[i..]);
            var good = Vector.LessThan(block.As<int, uint>(), classes).As<uint, int>() | (Vector.Equals(block, ignored) & ignores);
            if (!Vector.EqualsAll(good, Vector<int>.AllBitsSet))
            {
                break;
            }
        }

        for (; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount && labels[i] != ignoreLabel)
            {
                return i;
            }
        }

        return -1;
    }
}
