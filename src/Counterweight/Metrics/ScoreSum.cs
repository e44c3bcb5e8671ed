using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Metrics;

/// <summary>The sums of a score over rows: Σ w·score, Σ w and the rows of positive weight. They add up, in any order and however rows are cut, to the same bits.</summary>
[DebuggerDisplay("{Mean}, weight {Weight}, rows {Rows}")]
[StructLayout(LayoutKind.Auto)]
public readonly struct ScoreSum : IEquatable<ScoreSum>
{
    private readonly ReproducibleSum sum;
    private readonly ReproducibleSum weight;

    /// <param name="sum">In the unit of <see cref="WeightUnit"/>.</param>
    /// <param name="weight">In it too.</param>
    /// <param name="rows">Rows of positive weight.</param>
    internal ScoreSum(in ReproducibleSum sum, in ReproducibleSum weight, long rows)
    {
        (this.sum, this.weight) = (sum, weight);
        Rows = rows;
    }

    /// <summary>Σ w·score.</summary>
    public double Sum => WeightUnit.Value(in sum);

    /// <summary>Σ w.</summary>
    public double Weight => WeightUnit.Value(in weight);

    /// <summary>Rows of positive weight.</summary>
    public long Rows { get; }

    /// <summary>The score of a unit of weight; NaN without rows of positive weight.</summary>
    public double Mean => sum.Value / weight.Value;

    /// <summary>Merges two parts.</summary>
    /// <exception cref="OverflowException">The rows of both together exceed 2⁶³ − 1.</exception>
    public static ScoreSum operator +(ScoreSum left, ScoreSum right)
    {
        var (sum, weight) = (left.sum, left.weight);
        sum.Add(in right.sum);
        weight.Add(in right.weight);
        return new(in sum, in weight, checked(left.Rows + right.Rows));
    }

    /// <summary>Whether two sums have the same score, weight and rows.</summary>
    public static bool operator ==(ScoreSum left, ScoreSum right) => left.Equals(right);

    /// <summary>Whether two sums differ.</summary>
    public static bool operator !=(ScoreSum left, ScoreSum right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ScoreSum other) => Sum.Equals(other.Sum) && Weight.Equals(other.Weight) && Rows == other.Rows;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ScoreSum other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sum, Weight, Rows);

    /// <inheritdoc/>
    public override string ToString() => Guard.Text($"{Mean}, weight {Weight}, rows {Rows}");
}
