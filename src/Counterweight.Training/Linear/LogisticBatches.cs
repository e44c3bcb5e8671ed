using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Losses.Softmax;

namespace Counterweight.Training.Linear;

/// <summary>Σ wᵢ·CEᵢ and its gradient over runs of row blocks, a batch at a time, in memory that one thread uses.</summary>
/// <param name="rows">Features and labels.</param>
/// <param name="classCount">Number of classes, at least two.</param>
/// <param name="classWeights">Empty or one a class.</param>
/// <param name="sampleWeights">Empty or one a row of all blocks, padding included.</param>
internal sealed class LogisticBatches(RowBlocks rows, int classCount, double[] classWeights, double[] sampleWeights)
{
    /// <summary>Row blocks in a batch.</summary>
    public const int BatchBlocks = 64;

    private readonly double[] scores = new double[BatchBlocks * RowBlocks.BlockRows * classCount];
    private readonly double[] lanes = new double[classCount * (rows.FeatureCount + 1) * RowBlocks.BlockRows];

    /// <summary>The loss of a run of blocks; its gradient is written.</summary>
    public double Evaluate(int firstBlock, int endBlock, ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Array.Clear(lanes);
        double loss = 0;
        for (var block = firstBlock; block < endBlock; block += BatchBlocks)
        {
            loss += EvaluateBatch(block, Math.Min(BatchBlocks, endBlock - block), parameters);
        }

        FoldLanes(gradient);
        return loss;
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
        for (var parameter = 0; parameter < gradient.Length; parameter++)
        {
            var own = lanes.AsSpan(parameter * RowBlocks.BlockRows, RowBlocks.BlockRows);
            gradient[parameter] = ((own[0] + own[4]) + (own[2] + own[6])) + ((own[1] + own[5]) + (own[3] + own[7]));
        }
    }
}
