using System.Collections.Concurrent;
using Counterweight.Linear;
using Counterweight.Threading;
using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>
/// C · Σ wᵢ·CEᵢ + ½‖W‖² and its gradient over all rows. With one thread it allocates nothing after construction.
/// </summary>
/// <remarks>
/// Rows are cut into items by their number alone, batches have a fixed size and every sum a fixed order, so the bits depend
/// neither on the machine nor on the width of its registers nor on the number of threads.
/// </remarks>
internal sealed class LogisticLoss : IObjective
{
    /// <summary>Items at most: each has a gradient of its own.</summary>
    private const int MaxItems = 32;

    private readonly StandardizedRows rows;
    private readonly int classCount;
    private readonly double c;
    private readonly int degreeOfParallelism;
    private readonly Func<LogisticBatches> create;
    private readonly Action<int> evaluateItem;
    private readonly ConcurrentStack<LogisticBatches> idle;
    private readonly LogisticBatches first;
    private readonly int itemBlocks;
    private readonly double[] losses;
    private readonly double[][] gradients;
    private readonly double[] point;
    private readonly KernelTimer? timer;
    private readonly int rowCount;

    /// <param name="rows">Features and labels.</param>
    /// <param name="classCount">Number of classes, at least two.</param>
    /// <param name="classWeights">Empty or one a class.</param>
    /// <param name="sampleWeights">Empty or one a row of all blocks, padding included.</param>
    /// <param name="c">Weight of the data against the penalty.</param>
    /// <param name="degreeOfParallelism">Threads at most, at least 1.</param>
    /// <param name="timer">Told of every evaluation, or null.</param>
    public LogisticLoss(StandardizedRows rows, int classCount, double[] classWeights, double[] sampleWeights, double c, int degreeOfParallelism = 1, KernelTimer? timer = null)
    {
        CheckSizes(classCount, rows.FeatureCount, rows.Indicators.Count, "data");
        this.rows = rows;
        this.classCount = classCount;
        this.timer = timer;
        this.c = c;
        this.degreeOfParallelism = degreeOfParallelism;
        rowCount = rows.RowCount;
        ParameterCount = rows.ParameterCount(classCount);
        var batches = DivideUp(rows.BlockCount, LogisticBatches.BatchBlocks);
        itemBlocks = DivideUp(batches, MaxItems) * LogisticBatches.BatchBlocks;
        losses = new double[DivideUp(rows.BlockCount, itemBlocks)];
        gradients = [.. losses.Select(_ => new double[ParameterCount])];
        point = new double[ParameterCount];
        create = () => new LogisticBatches(rows, classCount, classWeights, sampleWeights);
        first = create();
        idle = new([first]);
        evaluateItem = EvaluateItem;
    }

    /// <summary>Refuses classes and features whose sums no array holds.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public static void CheckSizes(int classCount, int featureCount, int indicatorCount, string parameter)
    {
        ArraySize.Product(parameter, "scores of a batch", LogisticBatches.BatchBlocks * RowBlocks<double>.RowsPerBlock, classCount);
        ArraySize.Product(parameter, "sums of gradients, of classes, features with an intercept, and lanes", classCount, featureCount + 1L, RowBlocks<double>.RowsPerBlock);
        ArraySize.Product(parameter, "weights of classes and columns with an intercept", classCount, featureCount + 1L + indicatorCount);
    }

    /// <summary>Classes × features of weights, one intercept a class, then columns of categories × classes of weights.</summary>
    public int ParameterCount { get; }

    /// <summary>The objective at a point; its gradient is written.</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var started = KernelTimer.Now(timer);
        parameters.CopyTo(point);
        if (degreeOfParallelism > 1)
        {
            ParallelItems.Run(losses.Length, degreeOfParallelism, evaluateItem);
        }
        else
        {
            for (var item = 0; item < losses.Length; item++)
            {
                EvaluateItem(item, first);
            }
        }

        var loss = SumItems(gradient);
        timer?.AddSince(started, rowCount);
        return (c * loss) + AddPenalty(parameters, gradient);
    }

    private void EvaluateItem(int item)
    {
        var batches = idle.TryPop(out var waiting) ? waiting : create();
        EvaluateItem(item, batches);
        idle.Push(batches);
    }

    private void EvaluateItem(int item, LogisticBatches batches)
    {
        var block = item * itemBlocks;
        losses[item] = batches.Evaluate(block, Math.Min(rows.BlockCount - block, itemBlocks) + block, point, gradients[item]);
    }

    /// <summary>Sums all items in their order.</summary>
    private double SumItems(Span<double> gradient)
    {
        double loss = 0;
        gradient.Clear();
        for (var item = 0; item < losses.Length; item++)
        {
            loss += losses[item];
            var part = gradients[item];
            for (var parameter = 0; parameter < part.Length; parameter++)
            {
                gradient[parameter] += part[parameter];
            }
        }

        Vectors.Multiply(gradient, c, gradient);
        return loss;
    }

    private double AddPenalty(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        // Intercepts are free.
        var linear = classCount * rows.FeatureCount;
        var squares = AddPenalty(0, parameters[..linear], gradient);
        return 0.5 * AddPenalty(squares, parameters[(linear + classCount)..], gradient[(linear + classCount)..]);
    }

    private static double AddPenalty(double squares, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        for (var weight = 0; weight < weights.Length; weight++)
        {
            squares += weights[weight] * weights[weight];
            gradient[weight] += weights[weight];
        }

        return squares;
    }

    private static int DivideUp(int count, int size) => (count / size) + (count % size > 0 ? 1 : 0);
}
