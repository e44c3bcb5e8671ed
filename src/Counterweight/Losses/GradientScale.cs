using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses;

/// <summary>What a gradient and a Hessian are divided by (weights or rows), or multiplied by (a factor of the caller's).</summary>
/// <remarks>
/// Gradients of parts of a batch add up to the gradient of the whole where the denominator is the caller's
/// (<see cref="None"/>, <see cref="By"/>): there each row's gradient is the same bits in every cut. The other two
/// depend on the rows of the call. Powers of two scale exactly; with another factor a softmax gradient is within 4 ε of
/// the raw one times the factor, a Hessian within 6 ε.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct GradientScale : IEquatable<GradientScale>
{
    private readonly Denominator denominator;
    private readonly double constant;

    private GradientScale(Denominator denominator, double constant)
    {
        this.denominator = denominator;
        this.constant = constant;
    }

    private enum Denominator
    {
        None,
        Constant,
        Weight,
        Rows,
    }

    /// <summary>The raw gradient, of Σ w·loss.</summary>
    public static GradientScale None => default;

    /// <summary>
    /// The gradient of <see cref="LossSum.WeightedMean"/>: divided by Σ w of the rows that count; 0 where none does.
    /// The unit of the weights does not matter: where 1/Σ w, or a step on the way, would be no normal number, copies of
    /// the weights times a power of two take their place, which takes memory and a second pass.
    /// </summary>
    public static GradientScale PerWeight => new(Denominator.Weight, 1);

    /// <summary>The gradient of <see cref="LossSum.Mean"/>: divided by the number of rows that count; 0 where none does.</summary>
    public static GradientScale PerRow => new(Denominator.Rows, 1);

    /// <summary>Whether the rows of the call must be weighed before the factor is known.</summary>
    internal bool NeedsRows => denominator is Denominator.Weight or Denominator.Rows;

    /// <summary>Whether the factor is 1/Σ w.</summary>
    internal bool IsPerWeight => denominator == Denominator.Weight;

    /// <summary>The gradient times a factor of the caller's: 1/n of the whole batch, a loss scale.</summary>
    /// <param name="factor">Finite; 0 or a normal number of the gradient's type, also times what the loss multiplies its derivatives by, or the evaluation refuses it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not finite.</exception>
    public static GradientScale By(double factor) => double.IsFinite(factor)
        ? new(Denominator.Constant, factor)
        : throw new ArgumentOutOfRangeException(nameof(factor), factor, Guard.Text($"{nameof(factor)} is {factor}; it must be finite."));

    /// <summary>Whether two scales differ.</summary>
    public static bool operator !=(GradientScale left, GradientScale right) => !left.Equals(right);

    /// <summary>Whether two scales are the same.</summary>
    public static bool operator ==(GradientScale left, GradientScale right) => left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(GradientScale other) => denominator == other.denominator && constant.Equals(other.constant);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GradientScale other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(denominator, constant);

    /// <summary>A factor in the precision of the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no normal number there, and not 0.</exception>
    internal static T Checked<T>(double factor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = T.CreateTruncating(factor);
        return factor == 0 || T.IsNormal(result)
            ? result
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, Guard.Text($"outputs.Scale multiplies gradients or Hessians by {factor}, which is no normal {typeof(T).Name}."));
    }

    /// <summary>The factor, given what the rows weigh.</summary>
    internal double Factor(in LossAccumulator rows) => denominator switch
    {
        Denominator.None => 1,
        Denominator.Constant => constant,
        Denominator.Weight => rows.Rows == 0 ? 0 : 1 / rows.Weight,
        _ => rows.Rows == 0 ? 0 : 1.0 / rows.Rows,
    };
}
