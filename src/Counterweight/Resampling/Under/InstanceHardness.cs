using System.Buffers;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>Keeps, of each class, the rows that a model finds least hard: those of the greatest probability of their own class.</summary>
/// <remarks>
/// Probabilities should be those of models that have not seen the row, as of cross-validation. A class keeps as many rows as the strategy
/// says, the lower rows of equal probabilities; imbalanced-learn keeps all rows that tie for the last place.
/// Source: M. R. Smith, T. Martinez, C. Giraud-Carrier, An Instance Level Analysis of Data Complexity, Machine Learning 95, 2014.
/// </remarks>
public static class InstanceHardness
{
    /// <summary>Writes the rows that stay.</summary>
    /// <param name="probabilities">One a row: that of the row's own class, in [0, 1].</param>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1. Rents memory for two doubles a row.</param>
    /// <param name="strategy">Rows of each class; by default all have those of the minority.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A length is wrong, memory overlaps, or the strategy does not fit the rows. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a probability is outside its range. Nothing has been written.</exception>
    public static int Select(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, Span<int> destination, SamplingStrategy strategy = default) => SelectRows(probabilities, labels, destination, strategy);

    /// <inheritdoc cref="Select(ReadOnlySpan{double}, ReadOnlySpan{int}, Span{int}, SamplingStrategy)"/>
    [OverloadResolutionPriority(-1)]
    public static int Select(ReadOnlySpan<double> probabilities, ReadOnlySpan<long> labels, Span<int> destination, SamplingStrategy strategy = default) => SelectRows(probabilities, labels, destination, strategy);

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(ReadOnlySpan{double}, ReadOnlySpan{int}, Span{int}, SamplingStrategy)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, SamplingStrategy strategy = default)
    {
        var rows = new int[labels.Length];
        return rows[..Select(probabilities, labels, rows, strategy)];
    }

    /// <inheritdoc cref="Select(ReadOnlySpan{double}, ReadOnlySpan{int}, SamplingStrategy)"/>
    [OverloadResolutionPriority(-1)]
    public static int[] Select(ReadOnlySpan<double> probabilities, ReadOnlySpan<long> labels, SamplingStrategy strategy = default)
    {
        var rows = new int[labels.Length];
        return rows[..Select(probabilities, labels, rows, strategy)];
    }

    private static int SelectRows(ReadOnlySpan<double> probabilities, ClassLabels labels, Span<int> destination, SamplingStrategy strategy)
    {
        Guard.SameLength(probabilities.Length, labels.Length, nameof(probabilities), nameof(labels));
        ClassPlan.CheckLabels(labels);
        UnderChecks.Destination(destination, labels);
        Guard.Disjoint<int, double>(destination, probabilities, nameof(destination), nameof(probabilities));
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(probabilities), probabilities[i], Guard.Text($"probabilities[{i}] is {probabilities[i]}; it must lie in [0, 1]."));
            }
        }

        using var plan = ClassPlan.OfTargets(labels, strategy, SamplingDirection.Under);
        var rented = ArrayPool<double>.Shared.Rent(checked(2 * labels.Length));
        var hardness = rented.AsSpan(0, labels.Length);
        for (var i = 0; i < hardness.Length; i++)
        {
            hardness[i] = -probabilities[i];
        }

        using var rows = new RowsByClass(labels, in plan);
        destination.Clear();
        for (var c = 0; c < plan.Chosen.Length; c++)
        {
            RankLoop.Mark(rows.Of(c), hardness, plan.Targets[c], destination, rented.AsSpan(labels.Length));
        }

        ArrayPool<double>.Shared.Return(rented);
        return VoteLoop.Compact(destination);
    }
}
