using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Elementwise;

namespace Counterweight.Metrics;

/// <summary>−ln p of rows of class 1 with the probability p, −ln(1 − p) of those of class 0.</summary>
internal readonly struct BinaryLogScore<T>(double least) : IRowScore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [SkipLocalsInit]
    public void Write(ReadOnlySpan<T> probabilities, ReadOnlySpan<int> labels, Span<double> scores)
    {
        // 1 − p is exact from ½ on; below, the logarithm is of 1 less p as it is.
        Span<double> complements = stackalloc double[RowScoreLoop.ChunkRows];
        complements = complements[..scores.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            var p = double.CreateTruncating(probabilities[row]);
            var isSmall = labels[row] == 0 && p < 0.5;
            var own = labels[row] == 0 ? 1 - p : p;
            complements[row] = isSmall ? -p : 0;
            scores[row] = isSmall ? 1 : own < least ? least : own;
        }

        VectorMath.Log<double>(scores, scores);
        VectorMath.Log1p<double>(complements, complements);
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = 0 - (scores[row] + complements[row]);
        }
    }
}
