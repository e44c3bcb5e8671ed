using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Core.Sums;

namespace Counterweight.Decisions;

/// <summary>What the answers of a batch cost: sums of rows of positive weight. They add up, so that batches, threads and machines merge.</summary>
/// <remarks>The addition is exact: merging in any order, and any order of rows, gives the same bits.</remarks>
[DebuggerDisplay("cost {Cost}, weight {Weight}, rows {Rows}")]
[StructLayout(LayoutKind.Auto)]
public readonly struct CostSum : IEquatable<CostSum>
{
    private readonly ReproducibleSum cost;
    private readonly ReproducibleSum weight;

    internal CostSum(in ReproducibleSum cost, in ReproducibleSum weight, long rows, long mistakes)
    {
        this.cost = cost;
        this.weight = weight;
        (Rows, Mistakes) = (rows, mistakes);
    }

    /// <summary>Σ w·cost.</summary>
    public double Cost => cost.Value;

    /// <summary>Σ w.</summary>
    public double Weight => weight.Value;

    /// <summary>Rows of positive weight.</summary>
    public long Rows { get; }

    /// <summary>Rows of positive weight whose answer is not their label.</summary>
    public long Mistakes { get; }

    /// <summary>Cost per unit of weight, 0 when no row counts.</summary>
    public double WeightedMean => Rows == 0 ? 0 : Cost / Weight;

    /// <summary>Merges two batches.</summary>
    /// <exception cref="OverflowException">The rows of both together exceed 2⁶³ − 1.</exception>
    public static CostSum operator +(CostSum left, CostSum right)
    {
        var (cost, weight) = (left.cost, left.weight);
        cost.Add(in right.cost);
        weight.Add(in right.weight);
        return new(in cost, in weight, checked(left.Rows + right.Rows), checked(left.Mistakes + right.Mistakes));
    }

    /// <summary>Whether two sums have the same cost, weight, rows and mistakes.</summary>
    public static bool operator ==(CostSum left, CostSum right) => left.Equals(right);

    /// <summary>Whether two sums differ.</summary>
    public static bool operator !=(CostSum left, CostSum right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(CostSum other) => Cost.Equals(other.Cost) && Weight.Equals(other.Weight) && Rows == other.Rows && Mistakes == other.Mistakes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CostSum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Cost, Weight, Rows, Mistakes);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"cost {Cost}, weight {Weight}, rows {Rows}, mistakes {Mistakes}");
}
