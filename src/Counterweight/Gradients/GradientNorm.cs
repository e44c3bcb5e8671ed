using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Gradients;

/// <summary>
/// Euclidean norm ‖g‖ = √Σg² of a gradient that may lie in several spans: one a parameter tensor, thread or machine.
/// Norms add up to the norm of all elements together.
/// </summary>
/// <remarks>
/// <para>Sums are made in double and never overflow or underflow on the way, from the least to the greatest double
/// (three frames of exponents: Blue, «A Portable Fortran Program to Find the Euclidean Norm of a Vector», ACM Trans.
/// Math. Software 4, 1978). The addition is exact: merging in any order gives the same bits, and a span cut at
/// multiples of <see cref="ElementsPerWorkItem"/> merges to the bits of the whole.</para>
/// <para>Maximum relative error of <see cref="Norm"/>: 1.5·10⁻¹⁴, a bound of the 256 additions of a lane; 10⁻¹⁵ and
/// less in practice. Scaling all elements by a power of two scales the norm exactly while elements stay normal.</para>
/// <para>An element that is NaN makes the norm NaN, an infinite one ∞ unless there is NaN.</para>
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct GradientNorm : IEquatable<GradientNorm>
{
    /// <summary>Elements of a work item. Spans cut at its multiples merge to the very bits of the whole.</summary>
    public const int ElementsPerWorkItem = SquareTuning.ElementsPerItem;

    private readonly SquareSum squares;

    private GradientNorm(SquareSum squares) => this.squares = squares;

    /// <summary>‖g‖; 0 of nothing, ∞ where it exceeds the greatest double.</summary>
    public double Norm
    {
        get
        {
            var sum = squares.Sum(out var frame);
            return NormClip.Norm(sum, frame);
        }
    }

    /// <summary>Σg²; ∞ or 0 where it is out of the range of a double, which <see cref="Norm"/> need not be.</summary>
    public double SumOfSquares
    {
        get
        {
            var sum = squares.Sum(out var frame);
            return Math.ScaleB(sum, 2 * SquareSum.FrameExponent * frame);
        }
    }

    /// <summary>Whether no element is NaN or infinite.</summary>
    public bool IsFinite => double.IsFinite(squares.Sum(out _));

    /// <summary>The norm of a span.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="gradient">Any values.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static GradientNorm Of<T>(ReadOnlySpan<T> gradient, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.DegreeOfParallelism(degreeOfParallelism);
        return new(SquareLoop.Squares(gradient, degreeOfParallelism));
    }

    /// <summary>The norm of the elements of both.</summary>
    public static GradientNorm operator +(GradientNorm left, GradientNorm right)
    {
        var merged = left.squares;
        merged.Add(in right.squares);
        return new(merged);
    }

    /// <summary>Whether two norms are equal.</summary>
    public static bool operator ==(GradientNorm left, GradientNorm right) => left.Equals(right);

    /// <summary>Whether two norms differ.</summary>
    public static bool operator !=(GradientNorm left, GradientNorm right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GradientNorm other) =>
        squares.Sum(out var frame).Equals(other.squares.Sum(out var otherFrame)) && frame == otherFrame;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GradientNorm other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(squares.Sum(out var frame), frame);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"norm {Norm}");

    /// <summary>Whether the norm exceeds <paramref name="maxNorm"/>, and what clips to it.</summary>
    internal bool Exceeds(double maxNorm, out NormClip clip) => NormClip.Exceeds(squares.Sum(out var frame), frame, maxNorm, out clip);
}
