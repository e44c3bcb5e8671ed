using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Gradients;

/// <summary>Clips gradients in place: by the norm of all elements, by the norm of each row, or element by element.</summary>
/// <remarks>Source of clipping by norm: R. Pascanu, T. Mikolov, Y. Bengio, On the difficulty of training recurrent neural networks, 2013, section 3.2.</remarks>
public static class GradientClipping
{
    /// <summary>g ← g·min(1, c/‖g‖), ‖g‖ the Euclidean norm of the span.</summary>
    /// <remarks>
    /// Where ‖g‖ ≤ c nothing is written. Norm and factor are safe from overflow and underflow. Maximum error of an
    /// element: 1.5 ulp (float); 1.5 ulp and the error of the norm (double), see <see cref="GradientNorm"/>.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">The gradient, overwritten. Finite.</param>
    /// <param name="maxNorm">c, above 0; ∞ only measures.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>The norm before clipping; merge it with others for a log, or read its <see cref="GradientNorm.Norm"/>.</returns>
    /// <exception cref="ArgumentException">An element is NaN or infinite: the message names the first. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not above 0, or <paramref name="degreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static GradientNorm ByGlobalNorm<T>(Span<T> gradient, double maxNorm, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Positive(maxNorm, nameof(maxNorm));
        var norm = GradientNorm.Of<T>(gradient, degreeOfParallelism);
        if (!norm.IsFinite)
        {
            var index = CheckLoop<FiniteCheck<T>, T>.FirstRejected(default, gradient);
            throw new ArgumentException(Guard.Text($"gradient[{index}] is {gradient[index]}; a gradient without a finite norm cannot be clipped."), nameof(gradient));
        }

        Clip(gradient, norm, maxNorm, degreeOfParallelism);
        return norm;
    }

    /// <summary>g ← g·min(1, c/‖g‖), ‖g‖ measured before over all spans of the gradient: call it for each of them.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">One of the spans, overwritten; not written where ‖g‖ ≤ c.</param>
    /// <param name="norm">The norm of all spans, merged.</param>
    /// <param name="maxNorm">c, above 0.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <exception cref="ArgumentException">The norm is NaN or infinite, because an element was. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not above 0, or <paramref name="degreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void ByGlobalNorm<T>(Span<T> gradient, GradientNorm norm, double maxNorm, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.Positive(maxNorm, nameof(maxNorm));
        Guard.DegreeOfParallelism(degreeOfParallelism);
        if (!norm.IsFinite)
        {
            throw new ArgumentException(Guard.Text($"norm is {norm.Norm}: an element of the gradient is NaN or infinite. It cannot be clipped."), nameof(norm));
        }

        Clip(gradient, norm, maxNorm, degreeOfParallelism);
    }

    /// <summary>Each row g of a row-major matrix ← g·min(1, c/‖g‖), ‖g‖ its own Euclidean norm.</summary>
    /// <remarks>
    /// Rows with ‖g‖ ≤ c are not written. Norms are summed in double, safe from overflow and underflow. Maximum error
    /// of an element: 1.5 ulp (float), 2 + K/32 ulp (double). A row that holds NaN or an infinity has no norm to clip
    /// to: it becomes NaN from end to end, and no other row is touched.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">n × K, overwritten. Any values.</param>
    /// <param name="rowLength">K, at least 1.</param>
    /// <param name="maxNorm">c, above 0.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>How many rows were longer than c or held NaN or an infinity.</returns>
    /// <exception cref="ArgumentException">The length of <paramref name="gradient"/> is no multiple of <paramref name="rowLength"/>. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowLength"/>, <paramref name="maxNorm"/> or <paramref name="degreeOfParallelism"/> is out of range.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe int ByRowNorm<T>(Span<T> gradient, int rowLength, double maxNorm, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(rowLength, 1);
        Guard.Positive(maxNorm, nameof(maxNorm));
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var (rows, rest) = int.DivRem(gradient.Length, rowLength);
        if (rest != 0)
        {
            throw new ArgumentException(Guard.Text($"gradient has {gradient.Length} elements, no whole number of rows of {rowLength}."), nameof(gradient));
        }

        fixed (T* start = gradient)
        {
            var job = new RowClipJob<T>(start, rows, rowLength, maxNorm, degreeOfParallelism);
            BlockDispatch.Run<RowClipJob<T>, double>(ref job);
            return job.Clipped;
        }
    }

    /// <summary>Each element g ← min(max(g, −c), c), exactly; NaN stays NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">The gradient, overwritten. Any values.</param>
    /// <param name="limit">c, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not above 0. Nothing has been written.</exception>
    public static void ByValue<T>(Span<T> gradient, T limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Positive(limit, nameof(limit));
        TensorPrimitives.Clamp(gradient, -limit, limit, gradient);
    }

    private static unsafe void Clip<T>(Span<T> gradient, GradientNorm norm, double maxNorm, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!norm.Exceeds(maxNorm, out var clip))
        {
            return;
        }

        fixed (T* start = gradient)
        {
            var loop = new ScaleLoop<T>(clip, start, gradient.Length);
            WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
        }
    }

    private readonly struct FiniteCheck<T> : IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThan(TBlock.Abs(element), TBlock.Create(T.PositiveInfinity));
    }
}
