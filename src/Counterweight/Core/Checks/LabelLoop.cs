using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Core.Checks;

/// <summary>The loop that looks for the first label that is neither a class nor the one to ignore.</summary>
internal static class LabelLoop
{
    private static int Together => 4 * Vector<int>.Count;

    /// <summary>Index of the first bad label, −1 when there is none.</summary>
    public static int FirstRejected(ReadOnlySpan<int> labels, int classCount, int? ignoreLabel)
    {
        Debug.Assert(classCount >= 0, "There are less than no classes.");
        var classes = new Vector<uint>((uint)classCount);
        var ignored = new Vector<int>(ignoreLabel ?? 0);
        var ignores = ignoreLabel is null ? Vector<int>.Zero : Vector<int>.AllBitsSet;
        var i = 0;
        ref var first = ref MemoryMarshal.GetReference(labels);
        for (; i <= labels.Length - Together; i += Together)
        {
            ref var block = ref Unsafe.Add(ref first, i);
            var bad = Vector<int>.Zero;
            for (nuint register = 0; register < 4; register++)
            {
                var label = Vector.LoadUnsafe(ref block, register * (nuint)Vector<int>.Count);
                bad |= Vector.GreaterThanOrEqual(label.As<int, uint>(), classes).As<uint, int>() & ~(Vector.Equals(label, ignored) & ignores);
            }

            if (bad != Vector<int>.Zero)
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
