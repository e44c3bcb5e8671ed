using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;

namespace Counterweight.Losses;

/// <summary>
/// The sums of a batch: Σ w·loss, Σ w and the number of rows that count. They add up, so that batches,
/// gradient-accumulation steps, threads and machines merge.
/// </summary>
/// <remarks>
/// The addition is exact: merging in any order gives the same bits. The sums of a batch are those of its work items
/// (<see cref="PointLoss.RowsPerWorkItem"/>, <see cref="SoftmaxLoss.RowsPerWorkItem"/>), so a batch cut at multiples
/// of that many rows merges to the bits of the whole.
/// </remarks>
[DebuggerDisplay("loss {Loss}, weight {Weight}, rows {Rows}")]
[StructLayout(LayoutKind.Auto)]
public readonly struct LossSum : IEquatable<LossSum>
{
    private readonly LossAccumulator sums;

    internal LossSum(LossAccumulator sums) => this.sums = sums;

    /// <summary>Σ w·loss over the rows that count.</summary>
    public double Loss => sums.Loss;

    /// <summary>Σ w: sample weight times class weight of the target, over the rows that count.</summary>
    public double Weight => sums.Weight;

    /// <summary>Rows that count: neither ignored nor of weight 0.</summary>
    public long Rows => sums.Rows;

    /// <summary>Rows that count and whose label has the greatest logit, if <see cref="RowOutputs{T}.CountsCorrect"/> is set; otherwise 0.</summary>
    public long Correct => sums.Correct;

    /// <summary>Loss per row, 0 when no row counts.</summary>
    public double Mean => Rows == 0 ? 0 : Loss / Rows;

    /// <summary>Loss per unit of weight, 0 when no row counts.</summary>
    public double WeightedMean => Rows == 0 ? 0 : Loss / Weight;

    /// <summary>Merges two batches.</summary>
    /// <exception cref="OverflowException">The rows of both together exceed 2⁶³ − 1.</exception>
    public static LossSum operator +(LossSum left, LossSum right)
    {
        var merged = left.sums;
        merged.Add(in right.sums);
        return new LossSum(merged);
    }

    /// <summary>Whether two sums have the same loss, weight, rows and correct rows.</summary>
    public static bool operator ==(LossSum left, LossSum right) => left.Equals(right);

    /// <summary>Whether two sums differ.</summary>
    public static bool operator !=(LossSum left, LossSum right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(LossSum other) =>
        Loss.Equals(other.Loss) && Weight.Equals(other.Weight) && Rows == other.Rows && Correct == other.Correct;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LossSum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Loss, Weight, Rows, Correct);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"loss {Loss}, weight {Weight}, rows {Rows}");
}
