using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Point;

namespace Counterweight.LightGbm;

/// <summary>A loss of one score a row.</summary>
internal sealed class PointObjective<TLoss> : LightGbmObjective
    where TLoss : struct, IPointLoss<TLoss, float>
{
    private readonly TLoss loss;
    private readonly ReadOnlyMemory<float> targets;
    private readonly ReadOnlyMemory<float> sampleWeights;

    public PointObjective(TLoss loss, ReadOnlyMemory<float> targets, ReadOnlyMemory<float> sampleWeights)
        : base(targets.Length, outputCount: 1)
    {
        this.loss = loss;
        this.targets = targets;
        this.sampleWeights = sampleWeights;

        // Refuses what is outside a domain now, not in the first round.
        PointLoss.Evaluate(loss, new float[targets.Length], targets.Span, sampleWeights.Span);
    }

    internal override float[] Labels => targets.ToArray();

    private protected override LossSum Evaluate(ReadOnlySpan<float> scores, LossOutputs<float> outputs, int degreeOfParallelism)
    {
        var sum = PointLoss.Evaluate(loss, scores, targets.Span, sampleWeights.Span, outputs, degreeOfParallelism);
        TensorPrimitives.Max(outputs.Hessian, 0, outputs.Hessian);
        return sum;
    }
}
