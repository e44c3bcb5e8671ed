using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Linear;

/// <summary>Scores of a linear model: z_k = b_k + Σ w_kf·x_f, one a row and class.</summary>
public static class LinearScores
{
    /// <summary>Writes the scores of all rows.</summary>
    /// <remarks>
    /// Each score is a chain of fused multiply-adds that begins with the intercept, features in order: its error is at most
    /// features·ε/2 times |b| + Σ|w·x|, ε being 2⁻²³ (float) or 2⁻⁵² (double). A row's scores depend on that row alone: cut the rows at blocks to use
    /// several threads. Allocates nothing.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">The rows. Finite.</param>
    /// <param name="parameters">Classes × features of weights, then one intercept a class. Finite.</param>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="scores">Rows × classes, those of rows that fill up the last block included. Written.</param>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="scores"/> overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is less than 1, or <paramref name="rows"/> is the default.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Compute<T>(RowBlocks<T> rows, ReadOnlySpan<T> parameters, int classCount, Span<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LinearChecks.Shapes(rows, classCount, scores.Length, nameof(scores));
        Guard.SameLength(parameters.Length, LinearChecks.Parameters(classCount, rows.FeatureCount), nameof(parameters), "classCount · (features + 1)");
        Guard.Disjoint<T, T>(scores, rows.Values, nameof(scores), nameof(rows));
        Guard.Disjoint<T, T>(scores, parameters, nameof(scores), nameof(parameters));
        if (scores.IsEmpty)
        {
            return;
        }

        var loop = new LinearForwardLoop<T>(rows, parameters, scores, classCount);
        BlockDispatch.Run<LinearForwardLoop<T>, T>(ref loop);
    }
}
