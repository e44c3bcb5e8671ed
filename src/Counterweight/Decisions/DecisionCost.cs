using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Decisions;

/// <summary>What answers cost once the right ones are known.</summary>
public static class DecisionCost
{
    /// <summary>The costs of answers by a matrix, of rows of weight 1.</summary>
    /// <param name="labels">The class that is right, one a row, in [0, K).</param>
    /// <param name="answers">The class that was answered, one a row, in [0, K).</param>
    /// <param name="costs">Costs of K classes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="costs"/> is null.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or an answer is out of its range (the message names it).</exception>
    public static CostSum OfMatrix(ReadOnlySpan<int> labels, ReadOnlySpan<int> answers, CostMatrix costs) => OfMatrix<float>(labels, answers, costs, default);

    /// <inheritdoc cref="OfMatrix(ReadOnlySpan{int}, ReadOnlySpan{int}, CostMatrix)"/>
    [OverloadResolutionPriority(-1)]
    public static CostSum OfMatrix(ReadOnlySpan<long> labels, ReadOnlySpan<long> answers, CostMatrix costs) => OfMatrix<float>(labels, answers, costs, default);

    /// <summary>The costs of answers by a matrix, times the weights of rows.</summary>
    /// <remarks>
    /// A weight times a cost is exact down to 2⁻¹⁰⁷⁴, and sums are exact in at least 84 bits below the greatest term: the order of rows changes no bit, weight 2 is the row twice, and weight 0
    /// is no row. A product beyond the greatest double makes the sum infinite.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">The class that is right, one a row, in [0, K).</param>
    /// <param name="answers">The class that was answered, one a row, in [0, K).</param>
    /// <param name="costs">Costs of K classes.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <exception cref="ArgumentNullException"><paramref name="costs"/> is null.</exception>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, an answer or a weight is out of its range (the message names it).</exception>
    public static CostSum OfMatrix<T>(ReadOnlySpan<int> labels, ReadOnlySpan<int> answers, CostMatrix costs, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ByMatrix(labels, answers, costs, sampleWeights);

    /// <inheritdoc cref="OfMatrix{T}(ReadOnlySpan{int}, ReadOnlySpan{int}, CostMatrix, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static CostSum OfMatrix<T>(ReadOnlySpan<long> labels, ReadOnlySpan<long> answers, CostMatrix costs, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ByMatrix(labels, answers, costs, sampleWeights);

    /// <summary>The costs of answers of two classes, where each row has its own; right answers cost nothing.</summary>
    /// <remarks>
    /// A weight times a cost is exact down to 2⁻¹⁰⁷⁴, and sums are exact in at least 84 bits below the greatest term: the order of rows changes no bit, weight 2 is the row twice, and weight 0
    /// is no row. A product beyond the greatest double makes the sum infinite.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">The class that is right, one a row: 0 or 1.</param>
    /// <param name="answers">The class that was answered, one a row: 0 or 1.</param>
    /// <param name="falseAlarmCosts">One for all rows or one a row: what answering 1 costs where 0 is right. At least 0, at most half of the greatest number.</param>
    /// <param name="missCosts">One for all rows or one a row: what answering 0 costs where 1 is right. At least 0, at most half of the greatest number.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, an answer, a cost or a weight is out of its range (the message names it).</exception>
    public static CostSum PerRow<T>(
        ReadOnlySpan<int> labels, ReadOnlySpan<int> answers, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ByRow(labels, answers, falseAlarmCosts, missCosts, sampleWeights);

    /// <inheritdoc cref="PerRow{T}(ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static CostSum PerRow<T>(
        ReadOnlySpan<long> labels, ReadOnlySpan<long> answers, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ByRow(labels, answers, falseAlarmCosts, missCosts, sampleWeights);

    private static CostSum ByMatrix<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, CostMatrix costs, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(costs);
        Guard.ElementType<T>();
        DecisionChecks.Answers(labels, answers, costs.ClassCount);
        Guard.SameLengthOrEmpty(sampleWeights.Length, labels.Length, nameof(sampleWeights), nameof(labels));
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        return CostSumLoop.Sum(labels, answers, new MatrixCosts(costs.Costs, costs.ClassCount), sampleWeights);
    }

    private static CostSum ByRow<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        DecisionChecks.Answers(labels, answers, 2);
        DecisionChecks.RowCosts(falseAlarmCosts, labels.Length, nameof(falseAlarmCosts));
        DecisionChecks.RowCosts(missCosts, labels.Length, nameof(missCosts));
        Guard.SameLengthOrEmpty(sampleWeights.Length, labels.Length, nameof(sampleWeights), nameof(labels));
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        return CostSumLoop.Sum(labels, answers, new RowCosts<T>(falseAlarmCosts, missCosts), sampleWeights);
    }

    /// <summary>Costs of a matrix.</summary>
    private readonly ref struct MatrixCosts(ReadOnlySpan<double> costs, int classes) : IAnswerCosts
    {
        private readonly ReadOnlySpan<double> costs = costs;

        public double Of(int row, int label, int answer) => costs[checked((label * classes) + answer)];
    }

    /// <summary>Costs of rows.</summary>
    private readonly ref struct RowCosts<T>(ReadOnlySpan<T> falseAlarms, ReadOnlySpan<T> misses) : IAnswerCosts
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ReadOnlySpan<T> falseAlarms = falseAlarms;
        private readonly ReadOnlySpan<T> misses = misses;

        public double Of(int row, int label, int answer)
        {
            var costs = label == 0 ? falseAlarms : misses;
            return label == answer ? 0 : double.CreateTruncating(costs[costs.Length == 1 ? 0 : row]);
        }
    }
}
