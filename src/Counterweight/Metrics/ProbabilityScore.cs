using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>Proper scores of probabilities: how far they are from what happened. Less is better.</summary>
/// <remarks>
/// <para>
/// Each row's score is computed in double, from floats too, and the weighted sum of scores is exact: neither the order of rows nor the
/// cut into parts changes a bit. A row of weight 0 or of the ignored label does not count, whatever its probabilities. NaN among the probabilities
/// that a row's score reads makes that score NaN, and the sum.
/// </para>
/// <para>
/// Where scikit-learn 1.2.1 differs: its log loss takes no probability as greater than 1 − ε, so that a certain right answer costs ε, and divides rows
/// by their sums; the ones here are taken as they are, and <c>least</c> is 0 unless told. Its Brier score is of two classes; that of K classes is the
/// sum over all of them, for two classes twice as much as the binary one.
/// </para>
/// </remarks>
public static class ProbabilityScore
{
    private const string Rule = "a probability must lie in [0, 1], or be NaN";

    /// <summary>Log loss of K classes, −ln of the probability of the label.</summary>
    /// <remarks>Maximum error of a row: 1 ulp of a double.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">Rows · K probabilities, row-major, in [0, 1] or NaN.</param>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="sampleWeights">One weight a row, in [0, 10²⁸⁰]; empty: all 1.</param>
    /// <param name="least">What stands for smaller probabilities, in [0, ½]. With 0 a mistake that was certain costs ∞.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names it.</exception>
    public static ScoreSum LogLoss<T>(
        ReadOnlySpan<T> probabilities,
        int classCount,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> sampleWeights = default,
        double least = 0,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogLossOf(probabilities, classCount, labels, sampleWeights, least, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="LogLoss{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, ReadOnlySpan{T}, double, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public static ScoreSum LogLoss<T>(
        ReadOnlySpan<T> probabilities,
        int classCount,
        ReadOnlySpan<long> labels,
        ReadOnlySpan<T> sampleWeights = default,
        double least = 0,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => LogLossOf(probabilities, classCount, labels, sampleWeights, least, ignoreLabel, degreeOfParallelism);

    /// <summary>Log loss of two classes, −ln p or −ln(1 − p) of the probability p of class 1.</summary>
    /// <remarks>Maximum error of a row: 1 ulp of a double, for small p too.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">One probability a row, in [0, 1] or NaN.</param>
    /// <param name="labels">0 or 1 a row.</param>
    /// <param name="sampleWeights">One weight a row, in [0, 10²⁸⁰]; empty: all 1.</param>
    /// <param name="least">What stands for smaller probabilities of the label, in [0, ½]. With 0 a mistake that was certain costs ∞.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names it.</exception>
    public static ScoreSum BinaryLogLoss<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> sampleWeights = default,
        double least = 0,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryLogLossOf(probabilities, labels, sampleWeights, least, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="BinaryLogLoss{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, double, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public static ScoreSum BinaryLogLoss<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<long> labels,
        ReadOnlySpan<T> sampleWeights = default,
        double least = 0,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryLogLossOf(probabilities, labels, sampleWeights, least, ignoreLabel, degreeOfParallelism);

    /// <summary>Brier score of K classes, the sum over all classes of (probability − 1 or 0)².</summary>
    /// <remarks>Maximum error of a row: 2 + K/2 ε of a double. Source: G. Brier, Verification of Forecasts Expressed in Terms of Probability, 1950.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">Rows · K probabilities, row-major, in [0, 1] or NaN.</param>
    /// <param name="classCount">K, at least 2.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="sampleWeights">One weight a row, in [0, 10²⁸⁰]; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names it.</exception>
    public static ScoreSum Brier<T>(
        ReadOnlySpan<T> probabilities,
        int classCount,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> sampleWeights = default,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BrierOf(probabilities, classCount, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="Brier{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, ReadOnlySpan{T}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public static ScoreSum Brier<T>(
        ReadOnlySpan<T> probabilities,
        int classCount,
        ReadOnlySpan<long> labels,
        ReadOnlySpan<T> sampleWeights = default,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BrierOf(probabilities, classCount, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <summary>Brier score of two classes, (p − y)² of the probability p of class 1.</summary>
    /// <remarks>Maximum error of a row: 2 ε of a double.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">One probability a row, in [0, 1] or NaN.</param>
    /// <param name="labels">0 or 1 a row.</param>
    /// <param name="sampleWeights">One weight a row, in [0, 10²⁸⁰]; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range; the message names it.</exception>
    public static ScoreSum BinaryBrier<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> sampleWeights = default,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryBrierOf(probabilities, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="BinaryBrier{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public static ScoreSum BinaryBrier<T>(
        ReadOnlySpan<T> probabilities,
        ReadOnlySpan<long> labels,
        ReadOnlySpan<T> sampleWeights = default,
        int? ignoreLabel = null,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinaryBrierOf(probabilities, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    private static ScoreSum LogLossOf<T>(
        ReadOnlySpan<T> probabilities,
        int classCount,
        ClassLabels labels,
        ReadOnlySpan<T> sampleWeights,
        double least,
        int? ignoreLabel,
        int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLeast(least);
        Check(probabilities, classCount, classCount, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        return Run(new LogScore<T>(classCount, least), probabilities, classCount, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
    }

    private static ScoreSum BinaryLogLossOf<T>(
        ReadOnlySpan<T> probabilities,
        ClassLabels labels,
        ReadOnlySpan<T> sampleWeights,
        double least,
        int? ignoreLabel,
        int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLeast(least);
        Check(probabilities, 1, 2, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        return Run(new BinaryLogScore<T>(least), probabilities, 1, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
    }

    private static ScoreSum BrierOf<T>(ReadOnlySpan<T> probabilities, int classCount, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(classCount, 2);
        Check(probabilities, classCount, classCount, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        return Run(new SquareScore<T>(classCount), probabilities, classCount, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
    }

    private static ScoreSum BinaryBrierOf<T>(ReadOnlySpan<T> probabilities, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(probabilities, 1, 2, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        return Run(new SquareScore<T>(1), probabilities, 1, labels, sampleWeights, ignoreLabel, degreeOfParallelism);
    }

    private static void CheckLeast(double least) => Guard.Parameter(least is >= 0 and <= 0.5, least, nameof(least), "lie in [0, 0.5]");

    private static void Check<T>(ReadOnlySpan<T> probabilities, int width, int classCount, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(classCount, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.SameLength(probabilities.Length, (long)labels.Length * width, nameof(probabilities), width == 1 ? nameof(labels) : "labels times classes");
        Guard.SameLengthOrEmpty(sampleWeights.Length, labels.Length, nameof(sampleWeights), nameof(labels));
        labels.Check(classCount, ignoreLabel, nameof(labels));
        Guard.Elements(default(FractionCheck<T>), probabilities, nameof(probabilities), Rule);
        WeightUnit.Check(sampleWeights, nameof(sampleWeights));
    }

    private static unsafe ScoreSum Run<TScore, T>(TScore score, ReadOnlySpan<T> probabilities, int width, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where TScore : struct, IRowScore<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (int* ints = labels.Ints)
        fixed (long* longs = labels.Longs)
        fixed (T* p = probabilities, w = sampleWeights)
        {
            var loop = new RowScoreLoop<TScore, T>(score, p, width, LabelColumn.Of(ints, longs), w, labels.Length, ignoreLabel ?? -1);
            WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
            return loop.Sum;
        }
    }
}
