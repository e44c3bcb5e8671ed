using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Decisions.Guarantees;

/// <summary>The loop that compares scores with the least ones that are in a set. Nothing branches on a score.</summary>
internal static class ConformalSetLoop
{
    public static void Decide<T>(ReadOnlySpan<T> scores, ReadOnlySpan<double> cutoffs, Span<byte> members, Span<int> sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(scores.Length, members.Length);
        for (int start = 0, row = 0; start < scores.Length; start += cutoffs.Length, row++)
        {
            var own = scores.Slice(start, cutoffs.Length);
            var to = members.Slice(start, cutoffs.Length);
            var size = 0;
            for (var label = 0; label < cutoffs.Length; label++)
            {
                // NaN is below nothing.
                var member = double.CreateTruncating(own[label]) < cutoffs[label] ? 0 : 1;
                to[label] = (byte)member;
                size += member;
            }

            if (!sizes.IsEmpty)
            {
                sizes[row] = size;
            }
        }
    }
}
