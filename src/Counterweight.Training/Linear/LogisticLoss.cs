using System.Diagnostics;
using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>
/// C · Σ wᵢ·CEᵢ + ½‖W‖² and its gradient over all rows, a batch at a time. Allocates nothing after construction.
/// </summary>
/// <remarks>
/// Batches have a fixed size and every sum a fixed order, so the bits depend neither on the machine nor on the width
/// of its registers.
/// </remarks>
internal sealed class LogisticLoss
{
    private const int BatchBlocks = 64;

    private readonly RowBlocks rows;
    private readonly int classCount;
    private readonly double[] classWeights;
    private readonly double[] sampleWeights;
    private readonly double c;
    private readonly double[] scores;
    private readonly double[] lanes;
    private long ticks;
    private long evaluations;

    /// <param name="rows">Features and labels.</param>
    /// <param name="classCount">Number of classes, at least two.</param>
    /// <param name="classWeights">Empty or one a class.</param>
    /// <param name="sampleWeights">Empty or one a row of all blocks, padding included.</param>
    /// <param name="c">Weight of the data against the penalty.</param>
    public LogisticLoss(RowBlocks rows, int classCount, double[] classWeights, double[] sampleWeights, double c)
    {
        this.rows = rows;
        this.classCount = classCount;
        this.classWeights = classWeights;
        this.sampleWeights = sampleWeights;
        this.c = c;
        CheckSizes(classCount, rows.FeatureCount, "data");
        scores = new double[BatchBlocks * RowBlocks.BlockRows * classCount];
        ParameterCount = classCount * (rows.FeatureCount + 1);
        lanes = new double[ParameterCount * RowBlocks.BlockRows];
    }

    /// <summary>Refuses classes and features whose sums no array holds.</summary>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public static void CheckSizes(int classCount, int featureCount, string parameter)
    {
        ArraySize.Product(parameter, "scores of a batch", BatchBlocks * RowBlocks.BlockRows, classCount);
        ArraySize.Product(parameter, "sums of gradients, of classes, features with an intercept, and lanes", classCount, featureCount + 1L, RowBlocks.BlockRows);
    }

    /// <summary>Classes × features of weights, then one intercept a class.</summary>
    public int ParameterCount { get; }

    /// <summary>Rows read and time spent so far.</summary>
    public KernelTime Time(int rowCount) => new(evaluations * rowCount, (double)ticks / Stopwatch.Frequency);

    /// <summary>The objective at a point; its gradient is written.</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        var started = Stopwatch.GetTimestamp();
        Array.Clear(lanes);
        double loss = 0;
        for (var block = 0; block < rows.BlockCount; block += BatchBlocks)
        {
            loss += EvaluateBatch(block, Math.Min(BatchBlocks, rows.BlockCount - block), parameters);
        }

        FoldLanes(gradient);
        ticks += Stopwatch.GetTimestamp() - started;
        evaluations++;
        return (c * loss) + AddPenalty(parameters, gradient);
    }

    private double EvaluateBatch(int firstBlock, int blockCount, ReadOnlySpan<double> parameters)
    {
        var blockLength = rows.FeatureCount * RowBlocks.BlockRows;
        var values = rows.Values.AsSpan(firstBlock * blockLength, blockCount * blockLength);
        var (firstRow, rowCount) = (firstBlock * RowBlocks.BlockRows, blockCount * RowBlocks.BlockRows);
        var batch = scores.AsSpan(0, rowCount * classCount);
        var forward = new LinearForward(values, parameters, batch, classCount, rows.FeatureCount);
        BlockDispatch.Run<LinearForward, double>(ref forward);
        var weights = new LossWeights<double>
        {
            PerClass = classWeights,
            PerSample = sampleWeights.Length == 0 ? default : sampleWeights.AsSpan(firstRow, rowCount),
        };
        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<double>(labelSmoothing: 0, ignoreLabel: RowBlocks.IgnoredLabel),
            batch,
            classCount,
            rows.Labels.AsSpan(firstRow, rowCount),
            weights,
            new LossOutputs<double> { Gradient = batch });
        var backward = new LinearBackward(values, batch, lanes, classCount, rows.FeatureCount);
        BlockDispatch.Run<LinearBackward, double>(ref backward);
        return sum.Loss;
    }

    private void FoldLanes(Span<double> gradient)
    {
        for (var parameter = 0; parameter < ParameterCount; parameter++)
        {
            var own = lanes.AsSpan(parameter * RowBlocks.BlockRows, RowBlocks.BlockRows);
            gradient[parameter] = c * (((own[0] + own[4]) + (own[2] + own[6])) + ((own[1] + own[5]) + (own[3] + own[7])));
        }
    }

    private double AddPenalty(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        double squares = 0;
        for (var weight = 0; weight < classCount * rows.FeatureCount; weight++)
        {
            squares += parameters[weight] * parameters[weight];
            gradient[weight] += parameters[weight];
        }

        return 0.5 * squares;
    }
}
