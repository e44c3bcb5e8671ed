using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Overlap;

/// <summary>
/// The weighted true positives, false positives and false negatives of the predictions p and targets t of a batch. They add up: an overlap
/// loss is a function of the sums of the whole batch, so parts of a batch are summed first.
/// </summary>
/// <remarks>
/// The addition is exact: merging in any order gives the same bits, and a batch cut at multiples of
/// <see cref="OverlapLoss.RowsPerWorkItem"/> merges to the bits of the whole.
/// </remarks>
[DebuggerDisplay("true positives {TruePositives}, false positives {FalsePositives}, false negatives {FalseNegatives}, rows {Rows}")]
[StructLayout(LayoutKind.Auto)]
public readonly struct OverlapSum : IEquatable<OverlapSum>
{
    private readonly TermSums sums;

    internal OverlapSum(TermSums sums) => this.sums = sums;

    /// <summary>Σ w·t·p.</summary>
    public double TruePositives => sums.First;

    /// <summary>Σ w·(1 − t)·p.</summary>
    public double FalsePositives => sums.Second;

    /// <summary>Σ w·t·(1 − p).</summary>
    public double FalseNegatives => sums.Third;

    /// <summary>Rows of positive weight.</summary>
    public long Rows => sums.Rows;

    /// <summary>Merges two parts of a batch.</summary>
    /// <exception cref="OverflowException">The rows of both together exceed 2⁶³ − 1.</exception>
    public static OverlapSum operator +(OverlapSum left, OverlapSum right)
    {
        var merged = left.sums;
        merged.Add(in right.sums);
        return new OverlapSum(merged);
    }

    /// <summary>Whether two have the same sums and rows.</summary>
    public static bool operator ==(OverlapSum left, OverlapSum right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(OverlapSum left, OverlapSum right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OverlapSum other) =>
        TruePositives.Equals(other.TruePositives) && FalsePositives.Equals(other.FalsePositives)
        && FalseNegatives.Equals(other.FalseNegatives) && Rows == other.Rows;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is OverlapSum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TruePositives, FalsePositives, FalseNegatives, Rows);

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"true positives {TruePositives}, false positives {FalsePositives}, false negatives {FalseNegatives}, rows {Rows}");
}
