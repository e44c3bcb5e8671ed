using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Under;

/// <summary>The loop that draws rows of each class without replacement, in one pass.</summary>
internal static class DrawLoop
{
    private const int DrawsAtOnce = 512;

    /// <summary>Marks rows that are not drawn.</summary>
    /// <param name="labels">One class a row.</param>
    /// <param name="stream">Row i takes double i.</param>
    /// <param name="needed">Rows to draw of each class; in the end 0.</param>
    /// <param name="left">Rows of each class; in the end 0.</param>
    /// <param name="marks">One mark a row.</param>
    [SkipLocalsInit]
    public static void Mark<TLabel>(ReadOnlySpan<TLabel> labels, RandomStream stream, Span<long> needed, Span<long> left, Span<int> marks)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        Debug.Assert(marks.Length == labels.Length, "A row has no mark.");
        Span<double> draws = stackalloc double[DrawsAtOnce];
        for (var row = 0; row < labels.Length; row++)
        {
            if (row % DrawsAtOnce == 0)
            {
                stream.FillUniform(row, draws[..Math.Min(DrawsAtOnce, labels.Length - row)]);
            }

            // u < 1, so that u·m rounds below m: all rows go where all are needed, and none where none is.
            var label = int.CreateTruncating(labels[row]);
            var isDrawn = draws[row % DrawsAtOnce] * left[label] < needed[label];
            needed[label] -= isDrawn ? 1 : 0;
            left[label]--;
            marks[row] = isDrawn ? 0 : VoteLoop.Dropped;
        }
    }
}
