using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Weighting;

/// <summary>The loop that looks up a number for each label, which has been checked.</summary>
internal static class LabelGatherLoop
{
    /// <summary>perClass[label]·perRow, 0 for the label to ignore. The destination may be perRow, which may be empty.</summary>
    public static void Product<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> perClass, ReadOnlySpan<T> perRow, int? ignoreLabel, Span<T> destination)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(labels.Length, destination.Length);
        DebugChecks.Labels(labels, perClass.Length, ignoreLabel);
        ref var label = ref MemoryMarshal.GetReference(labels);
        ref var table = ref MemoryMarshal.GetReference(perClass);
        ref var to = ref MemoryMarshal.GetReference(destination);

        // −1 is no class: where nothing is ignored, nothing is found.
        var ignored = ignoreLabel ?? -1;
        for (var i = 0; i < labels.Length; i++)
        {
            var own = int.CreateTruncating(Unsafe.Add(ref label, i));
            var weight = own == ignored ? T.Zero : Unsafe.Add(ref table, own);
            Unsafe.Add(ref to, i) = perRow.IsEmpty ? weight : weight * perRow[i];
        }
    }
}
