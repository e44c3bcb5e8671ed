using Counterweight.Engine;
using Counterweight.Losses;

namespace Counterweight.Training.Boosting;

/// <summary>A softmax loss of one score a class.</summary>
internal sealed class GradientSoftmaxObjective<TLoss>(TLoss loss, int[] labels, int classCount, bool isClassMajor, HessianFactor factor) : GradientObjective
    where TLoss : struct, ISoftmaxLoss<float>
{
    private readonly LogitLayout layout = isClassMajor ? LogitLayout.ClassMajor(classCount) : LogitLayout.RowMajor(classCount);

    public override int RowCount => labels.Length;

    public override int OutputCount => classCount;

    public override bool IsClassMajor => isClassMajor;

    public override void Evaluate(ReadOnlySpan<float> scores, Span<float> gradients, Span<float> hessians, int degreeOfParallelism) => SoftmaxLoss.Evaluate(
        loss,
        scores,
        layout,
        labels,
        outputs: new LossOutputs<float> { Gradient = gradients, Hessian = hessians },
        rowOutputs: new RowOutputs<float> { HessianFactor = factor },
        degreeOfParallelism: degreeOfParallelism);

    public override LossSum Sum(ReadOnlySpan<float> scores, ReadOnlySpan<float> weights, int degreeOfParallelism) =>
        SoftmaxLoss.Evaluate(loss, scores, layout, labels, new LossWeights<float> { PerSample = weights }, degreeOfParallelism: degreeOfParallelism);

    public override GradientObjective WithLabels(int[] others) => new GradientSoftmaxObjective<TLoss>(loss, others, classCount, isClassMajor, factor);
}
