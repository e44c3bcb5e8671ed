using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Core.Checks;

/// <summary>The loop that looks for the first label that is neither a class nor the one to ignore.</summary>
internal static class LabelLoop
{
    /// <summary>Index of the first bad label, −1 when there is none.</summary>
    /// <typeparam name="TLabel"><see cref="int"/> or <see cref="long"/>.</typeparam>
    /// <param name="labels">One a row.</param>
    /// <param name="classCount">K.</param>
    /// <param name="ignoreLabel">The one that is no class and good all the same.</param>
    public static int FirstRejected<TLabel>(ReadOnlySpan<TLabel> labels, int classCount, int? ignoreLabel)
        where TLabel : unmanaged, IBinaryInteger<TLabel> => typeof(TLabel) == typeof(int)
        ? Find<TLabel, uint>(labels, classCount, ignoreLabel)
        : Find<TLabel, ulong>(labels, classCount, ignoreLabel);

    private static int Find<TLabel, TUnsigned>(ReadOnlySpan<TLabel> labels, int classCount, int? ignoreLabel)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TUnsigned : unmanaged, IBinaryInteger<TUnsigned>
    {
        Debug.Assert(classCount >= 0, "There are less than no classes.");
        var together = 4 * Vector<TLabel>.Count;
        var ignoredLabel = TLabel.CreateTruncating(ignoreLabel ?? 0);
        var classes = new Vector<TUnsigned>(TUnsigned.CreateTruncating(classCount));
        var ignored = new Vector<TLabel>(ignoredLabel);
        var ignores = ignoreLabel is null ? Vector<TLabel>.Zero : Vector<TLabel>.AllBitsSet;
        var i = 0;
        ref var first = ref MemoryMarshal.GetReference(labels);
        for (; i <= labels.Length - together; i += together)
        {
            ref var block = ref Unsafe.Add(ref first, i);
            var bad = Vector<TLabel>.Zero;
            for (nuint register = 0; register < 4; register++)
            {
                var label = Vector.LoadUnsafe(ref block, register * (nuint)Vector<TLabel>.Count);
                bad |= Vector.GreaterThanOrEqual(label.As<TLabel, TUnsigned>(), classes).As<TUnsigned, TLabel>() & ~(Vector.Equals(label, ignored) & ignores);
            }

            if (bad != Vector<TLabel>.Zero)
            {
                break;
            }
        }

        for (; i < labels.Length; i++)
        {
            if (TUnsigned.CreateTruncating(labels[i]) >= TUnsigned.CreateTruncating(classCount) && !(ignoreLabel is not null && labels[i] == ignoredLabel))
            {
                return i;
            }
        }

        return -1;
    }
}
