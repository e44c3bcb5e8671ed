using Counterweight.Engine;
using Counterweight.Losses;

namespace Counterweight.Training.Boosting;

/// <summary>A loss of one score a row.</summary>
internal sealed class GradientPointObjective<TLoss>(TLoss loss, float[] targets) : GradientObjective
    where TLoss : struct, IPointLoss<float>
{
    public override int RowCount => targets.Length;

    public override int OutputCount => 1;

    public override bool IsClassMajor => true;

    public override void Evaluate(ReadOnlySpan<float> scores, Span<float> gradients, Span<float> hessians, int degreeOfParallelism) =>
        PointLoss.Evaluate(loss, scores, targets, outputs: new LossOutputs<float> { Gradient = gradients, Hessian = hessians }, degreeOfParallelism: degreeOfParallelism);

    public override LossSum Sum(ReadOnlySpan<float> scores, ReadOnlySpan<float> weights, int degreeOfParallelism) =>
        PointLoss.Evaluate(loss, scores, targets, weights, degreeOfParallelism: degreeOfParallelism);

    public override GradientObjective WithLabels(int[] labels) => new GradientPointObjective<TLoss>(loss, [.. labels.Select(label => (float)label)]);
}
