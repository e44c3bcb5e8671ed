using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Linear;

/// <summary>Derivatives by the parameters of a linear model: ∂/∂w_kf = Σ g_k·x_f and ∂/∂b_k = Σ g_k over the rows, from those by its scores.</summary>
/// <remarks>
/// Sums are kept in lanes: lane i of a parameter sums the rows r with r mod <see cref="RowBlocks{T}.RowsPerBlock"/> = i, in
/// their order, whatever the machine. Rows in several calls, in order, give the bits of one call.
/// </remarks>
public static class LinearGradient
{
    /// <summary>Sums the rows in the lanes: <see cref="Add{T}"/> to zeros.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">As in <see cref="Add{T}"/>.</param>
    /// <param name="scoreGradients">As in <see cref="Add{T}"/>.</param>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="lanes">As in <see cref="Add{T}"/>, but overwritten.</param>
    /// <inheritdoc cref="Add{T}" path="/exception"/>
    public static void Sum<T>(RowBlocks<T> rows, ReadOnlySpan<T> scoreGradients, int classCount, Span<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(rows, scoreGradients, classCount, lanes);
        lanes.Clear();
        Run(rows, scoreGradients, classCount, lanes);
    }

    /// <summary>Adds the rows to the lanes.</summary>
    /// <remarks>
    /// A lane's error is at most blocks·ε/2 times its Σ|g·x|, ε being 2⁻²³ (float) or 2⁻⁵² (double). Threads need lanes of their own: their sum
    /// depends on how the rows are cut. Allocates nothing.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">The rows. Finite.</param>
    /// <param name="scoreGradients">g, rows × classes: the derivative by each score, 0 in rows that fill up the last block. Finite.</param>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="lanes">Parameters × <see cref="RowBlocks{T}.RowsPerBlock"/>, in the order of the parameters: classes × features of weights, then one intercept a class. Added to.</param>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="lanes"/> overlaps an input.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is less than 1, or <paramref name="rows"/> is the default.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Add<T>(RowBlocks<T> rows, ReadOnlySpan<T> scoreGradients, int classCount, Span<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(rows, scoreGradients, classCount, lanes);
        Run(rows, scoreGradients, classCount, lanes);
    }

    /// <summary>Sums the lanes of each parameter, halves first: lane i and lane i + B/2, and so on.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="lanes">Parameters × <see cref="RowBlocks{T}.RowsPerBlock"/>.</param>
    /// <param name="gradient">One a parameter. Written.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the spans overlap.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Fold<T>(ReadOnlySpan<T> lanes, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(lanes.Length, (long)gradient.Length * RowBlocks<T>.RowsPerBlock, nameof(lanes), "gradient · rows of a block");
        Guard.Disjoint<T, T>(gradient, lanes, nameof(gradient), nameof(lanes));
        var loop = new LaneFoldLoop<T>(lanes, gradient);
        BlockDispatch.Run<LaneFoldLoop<T>, T>(ref loop);
    }

    private static void Check<T>(RowBlocks<T> rows, ReadOnlySpan<T> scoreGradients, int classCount, ReadOnlySpan<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LinearChecks.Shapes(rows, classCount, scoreGradients.Length, nameof(scoreGradients));
        Guard.SameLength(lanes.Length, long.CreateSaturating((Int128)LinearChecks.Parameters(classCount, rows.FeatureCount) * RowBlocks<T>.RowsPerBlock), nameof(lanes), "classCount · (features + 1) · rows of a block");
        Guard.Disjoint(lanes, rows.Values, nameof(lanes), nameof(rows));
        Guard.Disjoint(lanes, scoreGradients, nameof(lanes), nameof(scoreGradients));
    }

    private static void Run<T>(RowBlocks<T> rows, ReadOnlySpan<T> scoreGradients, int classCount, Span<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!scoreGradients.IsEmpty)
        {
            var loop = new LinearBackwardLoop<T>(rows, scoreGradients, lanes, classCount);
            BlockDispatch.Run<LinearBackwardLoop<T>, T>(ref loop);
        }
    }
}
