using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>
/// How often, by weight, rows of each class were taken for each class, and the measures that follow. Batches, parts and threads add up.
/// </summary>
/// <remarks>
/// <para>
/// Sums are exact and rounded once when they are read: neither the order of rows nor the cut into batches changes a bit of any measure,
/// a row of weight 2 is the row twice, and a row of weight 0 is no row. Weights times a power of two change no measure.
/// </para>
/// <para>
/// A row whose scores hold a NaN is predicted as no class: it counts among the rows of its class, whose recall falls, and among the
/// predictions of none. <see cref="Unanswered"/> tells. The number of classes stands for no class where a prediction has an index.
/// </para>
/// <para>
/// Measures of no rows, 0/0, are the argument zeroDivision, a number in [0, 1] or NaN. An average leaves out classes whose measure is NaN.
/// A class that has neither rows nor predictions is in no average. Adding allocates where a weight needs more digits than those before,
/// reading a measure after adding does too. An object is not for two threads at once.
/// </para>
/// <para>
/// Where the numbers differ from scikit-learn 1.2.1 and imbalanced-learn 0.10: specificity takes rows from the same weights as
/// everything else, while imbalanced-learn takes them from the number of rows, so that its weighted specificity can exceed 1; rows of
/// weight 0 make no class present; classes that are predicted but have no row are left out of <see cref="MacroMeanAbsoluteError"/>,
/// where imbalanced-learn fails, and of <see cref="RecallGeometricMean"/>, where it counts them as unrecognized.
/// </para>
/// </remarks>
[DebuggerDisplay("{ClassCount} classes, weight {Total}")]
public sealed partial class ConfusionMatrix
{
    private readonly ExactSums cells;
    private ClassTotals? totals;

    /// <summary>A matrix without rows.</summary>
    /// <param name="classCount">Number of classes, in [1, 2²⁴]. From 256 on only cells that occur take memory.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is out of its range.</exception>
    public ConfusionMatrix(int classCount)
    {
        Guard.AtLeast(classCount, 1);
        Guard.AtMost(classCount, 1 << 24);
        ClassCount = classCount;
        cells = new((long)classCount * (classCount + 1));
    }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Weight of all rows.</summary>
    public double Total => Raw(Totals.Total);

    private ClassTotals Totals => totals ??= new(cells, ClassCount);

    /// <summary>Weight of the rows of class <paramref name="actual"/> that were taken for <paramref name="predicted"/>; infinite beyond a double.</summary>
    /// <param name="actual">A class.</param>
    /// <param name="predicted">A class, or the number of classes for rows that were predicted as none.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double this[int actual, int predicted]
    {
        get
        {
            Guard.Index(actual, ClassCount);
            Guard.Index(predicted, ClassCount + 1);
            return cells.Value(Cell(actual, predicted));
        }
    }

    /// <summary>Weight of the rows of a class.</summary>
    /// <param name="label">A class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Support(int label) => Raw(Totals.Support[Checked(label)]);

    /// <summary>Weight of the rows that were taken for a class.</summary>
    /// <param name="label">A class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Predicted(int label) => Raw(Totals.Predicted[Checked(label)]);

    /// <summary>Weight of the rows of a class that were predicted as no class.</summary>
    /// <param name="label">A class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Unanswered(int label) => cells.Value(Cell(Checked(label), ClassCount));

    /// <summary>Adds rows that are predicted as the class of their greatest score, the first of equals: logits or probabilities alike.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">A score a row and class, row after row; any numbers. A row with a NaN is predicted as no class.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a weight or the degree of parallelism is out of its range. Nothing has been added.</exception>
    public void AddScores<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddRowScores(scores, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="AddScores{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public void AddScores<T>(ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddRowScores(scores, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <summary>Adds rows of two classes that are predicted as class 1 where their score is at least a threshold, and else as class 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">A score a row; any number. NaN is predicted as no class.</param>
    /// <param name="threshold">Any number but NaN.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a weight, the threshold or the degree of parallelism is out of its range. Nothing has been added.</exception>
    /// <exception cref="InvalidOperationException">There are not two classes.</exception>
    public void AddBinaryScores<T>(ReadOnlySpan<T> scores, T threshold, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddThresholded(scores, threshold, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="AddBinaryScores{T}(ReadOnlySpan{T}, T, ReadOnlySpan{int}, ReadOnlySpan{T}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public void AddBinaryScores<T>(ReadOnlySpan<T> scores, T threshold, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddThresholded(scores, threshold, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <summary>Adds rows of weight 1 whose predictions are known.</summary>
    /// <param name="predicted">One class a row, or −1 for none.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a prediction or the degree of parallelism is out of its range. Nothing has been added.</exception>
    public void AddPredictions(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels, int? ignoreLabel = null, int degreeOfParallelism = 1) =>
        AddGiven<float>(predicted, labels, default, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="AddPredictions(ReadOnlySpan{int}, ReadOnlySpan{int}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public void AddPredictions(ReadOnlySpan<long> predicted, ReadOnlySpan<long> labels, int? ignoreLabel = null, int degreeOfParallelism = 1) =>
        AddGiven<float>(predicted, labels, default, ignoreLabel, degreeOfParallelism);

    /// <summary>Adds rows whose predictions are known.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predicted">One class a row, or −1 for none.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <param name="ignoreLabel">Rows of this label do not count.</param>
    /// <param name="degreeOfParallelism">Threads to use at most. The result does not depend on it.</param>
    /// <exception cref="ArgumentException">Lengths do not fit. Nothing has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a prediction, a weight or the degree of parallelism is out of its range. Nothing has been added.</exception>
    public void AddPredictions<T>(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddGiven(predicted, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc cref="AddPredictions{T}(ReadOnlySpan{int}, ReadOnlySpan{int}, ReadOnlySpan{T}, int?, int)"/>
    [OverloadResolutionPriority(-1)]
    public void AddPredictions<T>(ReadOnlySpan<long> predicted, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel = null, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => AddGiven(predicted, labels, sampleWeights, ignoreLabel, degreeOfParallelism);

    /// <summary>Adds the rows of another matrix.</summary>
    /// <param name="other">A matrix of as many classes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
    /// <exception cref="ArgumentException">The number of classes differs.</exception>
    public void Add(ConfusionMatrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.ClassCount != ClassCount)
        {
            throw new ArgumentException(Guard.Text($"other has {other.ClassCount} classes, this has {ClassCount}."), nameof(other));
        }

        totals = null;
        cells.Add(other.cells);
    }

    /// <inheritdoc/>
    public override string ToString() => Guard.Text($"{ClassCount} classes, weight {Total}");

    private double Raw(double total) => Math.ScaleB(total, -Totals.Exponent);

    private long Cell(int actual, int predicted) => ((long)actual * (ClassCount + 1)) + predicted;

    private int Checked(int label)
    {
        Guard.Index(label, ClassCount);
        return label;
    }

    private unsafe void AddRowScores<T>(ReadOnlySpan<T> scores, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(scores.Length, (long)labels.Length * ClassCount, nameof(scores), "labels times classes");
        var largest = Check(labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        fixed (T* s = scores)
        {
            Run(new GreatestScores<T>(s, ClassCount), labels, sampleWeights, largest, ignoreLabel, degreeOfParallelism);
        }
    }

    private unsafe void AddThresholded<T>(ReadOnlySpan<T> scores, T threshold, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ClassCount != 2)
        {
            throw new InvalidOperationException(Guard.Text($"One score a row tells two classes apart; the matrix has {ClassCount}."));
        }

        Guard.Parameter(!T.IsNaN(threshold), threshold, nameof(threshold), "be a number");
        Guard.SameLength(scores.Length, labels.Length, nameof(scores), nameof(labels));
        var largest = Check(labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        fixed (T* s = scores)
        {
            Run(new ThresholdedScores<T>(s, threshold), labels, sampleWeights, largest, ignoreLabel, degreeOfParallelism);
        }
    }

    internal unsafe void AddGiven<T>(ClassLabels predicted, ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(predicted.Length, labels.Length, nameof(predicted), nameof(labels));
        var index = predicted.FirstRejected(ClassCount, -1);
        if (index >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(predicted), predicted.At(index), Guard.Text($"predicted[{index}] is {predicted.At(index)}; it must lie in [0, {ClassCount}) or be -1."));
        }

        var largest = Check(labels, sampleWeights, ignoreLabel, degreeOfParallelism);
        fixed (int* ints = predicted.Ints)
        fixed (long* longs = predicted.Longs)
        {
            Run(new GivenPredictions<T>(LabelColumn.Of(ints, longs), ClassCount), labels, sampleWeights, largest, ignoreLabel, degreeOfParallelism);
        }
    }

    // Labels and scores of many rows come from memory: one pass over them is faster than two. Where rows are added one by one, the labels must be right before.
    private bool AreCheckedByLoop(bool isUnweighted) => isUnweighted && ClassCount <= ConfusionTuning.MostTableClasses;

    private double Check<T>(ClassLabels labels, ReadOnlySpan<T> sampleWeights, int? ignoreLabel, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.SameLengthOrEmpty(sampleWeights.Length, labels.Length, nameof(sampleWeights), nameof(labels));
        if (!AreCheckedByLoop(sampleWeights.IsEmpty))
        {
            labels.Check(ClassCount, ignoreLabel, nameof(labels));
        }

        return Guard.Weights(sampleWeights, nameof(sampleWeights));
    }

    private unsafe void Run<TPredictions, T>(TPredictions predictions, ClassLabels labels, ReadOnlySpan<T> sampleWeights, double largest, int? ignoreLabel, int degreeOfParallelism)
        where TPredictions : struct, IPredictions<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        totals = null;
        fixed (int* ints = labels.Ints)
        fixed (long* longs = labels.Longs)
        fixed (T* w = sampleWeights)
        {
            var operands = new ConfusionOperands<T>
            {
                Labels = LabelColumn.Of(ints, longs),
                Weights = w,
                Rows = labels.Length,
                Classes = ClassCount,
                IgnoreLabel = ignoreLabel,
                ChecksLabels = AreCheckedByLoop(sampleWeights.IsEmpty),
                Base = Math.Max(ExactSums.PositionOf(largest, out _) - 63, 0),
            };
            var job = new ConfusionJob<TPredictions, T>(predictions, operands, cells, degreeOfParallelism);
            BlockDispatch.Run<ConfusionJob<TPredictions, T>, T>(ref job);
            if (!job.IsAdded)
            {
                labels.Check(ClassCount, ignoreLabel, nameof(labels));
            }
        }
    }
}
