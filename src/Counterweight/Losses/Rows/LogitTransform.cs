using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Rows;

/// <summary>The transform of the logits before the softmax: x_j = s·(z_j + b_j − m_j·[j = y]).</summary>
/// <remarks>The gradient and the Hessian are those by z.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct LogitTransform<T> : IEquatable<LogitTransform<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T scale;
    private readonly T[]? bias;
    private readonly T[]? margins;

    /// <summary>A transform of K classes.</summary>
    /// <param name="scale">s: finite, greater than 0.</param>
    /// <param name="bias">b, finite, K or empty for none. Copied.</param>
    /// <param name="margins">m, what the logit of the label must lead by, finite, K or empty for none. Copied.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> or an element is out of its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="bias"/> and <paramref name="margins"/> differ in length.</exception>
    public LogitTransform(T scale, ReadOnlySpan<T> bias = default, ReadOnlySpan<T> margins = default)
    {
        if (!(T.IsFinite(scale) && scale > T.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(scale), scale, Guard.Text($"{nameof(scale)} is {scale}; it must be finite and greater than 0."));
        }

        Guard.Finite(bias, nameof(bias));
        Guard.Finite(margins, nameof(margins));
        if (!bias.IsEmpty)
        {
            Guard.SameLengthOrEmpty(margins.Length, bias.Length, nameof(margins), nameof(bias));
        }

        this.scale = scale;
        this.bias = bias.IsEmpty ? null : bias.ToArray();
        this.margins = margins.IsEmpty ? null : margins.ToArray();
    }

    /// <summary>s.</summary>
    public T Scale => scale == T.Zero ? T.One : scale;

    /// <summary>b, K or empty.</summary>
    public ReadOnlySpan<T> Bias => bias;

    /// <summary>m, K or empty.</summary>
    public ReadOnlySpan<T> Margins => margins;

    /// <summary>Whether x = z.</summary>
    public bool IsIdentity => Scale == T.One && bias is null && margins is null;

    /// <summary>Whether two transforms do the same to every logit.</summary>
    public static bool operator ==(LogitTransform<T> left, LogitTransform<T> right) => left.Equals(right);

    /// <summary>Whether two transforms differ.</summary>
    public static bool operator !=(LogitTransform<T> left, LogitTransform<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(LogitTransform<T> other) =>
        Scale.Equals(other.Scale) && Bias.SequenceEqual(other.Bias) && Margins.SequenceEqual(other.Margins);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LogitTransform<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Scale, bias?.Length, margins?.Length);
}
