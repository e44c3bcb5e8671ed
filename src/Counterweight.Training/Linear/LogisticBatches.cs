using Counterweight.Linear;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;

namespace Counterweight.Training.Linear;

/// <summary>Σ wᵢ·CEᵢ and its gradient over runs of row blocks, a batch at a time, in memory that one thread uses.</summary>
/// <param name="rows">Features and labels.</param>
/// <param name="classCount">Number of classes, at least two.</param>
/// <param name="classWeights">Empty or one a class.</param>
/// <param name="sampleWeights">Empty or one a row of all blocks, padding included.</param>
internal sealed class LogisticBatches(StandardizedRows rows, int classCount, double[] classWeights, double[] sampleWeights)
{
    /// <summary>Row blocks in a batch.</summary>
    public const int BatchBlocks = 64;

    private readonly double[] scores = new double[BatchBlocks * RowBlocks<double>.RowsPerBlock * classCount];
    private readonly int linearCount = rows.LinearCount(classCount);
    private readonly double[] lanes = new double[rows.LinearCount(classCount) * RowBlocks<double>.RowsPerBlock];

    /// <summary>The loss of a run of blocks; its gradient is written.</summary>
    public double Evaluate(int firstBlock, int endBlock, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Array.Clear(lanes);
        var indicators = gradient[linearCount..];
        indicators.Clear();
        double loss = 0;
        for (var block = firstBlock; block < endBlock; block += BatchBlocks)
        {
            loss += EvaluateBatch(block, Math.Min(BatchBlocks, endBlock - block), parameters, indicators);
        }

        LinearGradient.Fold(lanes, gradient[..linearCount]);
        return loss;
    }

    private double EvaluateBatch(int firstBlock, int blockCount, ReadOnlySpan<double> parameters, Span<double> indicatorGradient)
    {
        var (firstRow, rowCount) = (firstBlock * RowBlocks<double>.RowsPerBlock, blockCount * RowBlocks<double>.RowsPerBlock);
        var batch = scores.AsSpan(0, rowCount * classCount);
        rows.Score(firstBlock, blockCount, parameters, classCount, batch);
        var weights = new LossWeights<double>
        {
            PerClass = classWeights,
            PerSample = sampleWeights.Length == 0 ? default : sampleWeights.AsSpan(firstRow, rowCount),
        };
        var sum = SoftmaxLoss.Evaluate(
            new SoftmaxCrossEntropy<double>(labelSmoothing: 0, ignoreLabel: StandardizedRows.IgnoredLabel),
            batch,
            classCount,
            rows.Labels.AsSpan(firstRow, rowCount),
            weights,
            new LossOutputs<double> { Gradient = batch });
        LinearGradient.Add(rows.Blocks(firstBlock, blockCount), batch, classCount, lanes);
        rows.Indicators.AddGradient(firstRow, batch, classCount, indicatorGradient);
        return sum.Loss;
    }
}
