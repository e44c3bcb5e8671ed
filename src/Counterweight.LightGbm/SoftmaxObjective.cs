using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;
using Counterweight.Training;

namespace Counterweight.LightGbm;

/// <summary>A loss of one score a class.</summary>
internal sealed class SoftmaxObjective<TLoss> : LightGbmObjective
    where TLoss : struct, ISoftmaxLoss<float>
{
    private readonly TLoss loss;
    private readonly LogitLayout layout;
    private readonly ReadOnlyMemory<int> labels;
    private readonly ReadOnlyMemory<float> classWeights;
    private readonly ReadOnlyMemory<float> sampleWeights;
    private readonly HessianFactor factor;

    public SoftmaxObjective(
        TLoss loss, int classCount, ReadOnlyMemory<int> labels, ReadOnlyMemory<float> classWeights, ReadOnlyMemory<float> sampleWeights, HessianFactor hessianFactor)
        : base(labels.Length, classCount)
    {
        this.loss = loss;
        layout = LogitLayout.ClassMajor(classCount);
        this.labels = labels;
        this.classWeights = classWeights;
        this.sampleWeights = sampleWeights;
        factor = Enum.IsDefined(hessianFactor)
            ? hessianFactor
            : throw Require.OutOfRange($"hessianFactor is {(int)hessianFactor}; it must be a value of HessianFactor.", nameof(hessianFactor));

        // Refuses what is outside a domain now, not in the first round.
        Evaluate(new float[labels.Length * classCount], default, 1);
    }

    internal override float[] Labels => [.. labels.ToArray().Select(label => (float)label)];

    private protected override LossSum Evaluate(ReadOnlySpan<float> scores, LossOutputs<float> outputs, int degreeOfParallelism) => SoftmaxLoss.Evaluate(
        loss,
        scores,
        layout,
        labels.Span,
        new LossWeights<float> { PerClass = classWeights.Span, PerSample = sampleWeights.Span },
        outputs,
        new RowOutputs<float> { HessianFactor = factor, ClampHessian = true },
        degreeOfParallelism);
}
