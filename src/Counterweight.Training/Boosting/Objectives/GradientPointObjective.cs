using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>A loss of one score a row.</summary>
internal sealed class GradientPointObjective<TLoss>(TLoss loss, float[] targets) : GradientObjective
    where TLoss : struct, IPointLoss<TLoss, float>
{
    private readonly DoubleLoss? inDouble = DoubleLoss.Of(loss, targets);
    private float[]? singles;

    public override int RowCount => targets.Length;

    public override int OutputCount => 1;

    public override bool IsClassMajor => true;

    public override void Evaluate(double[] scores, float[] gradients, float[] hessians, int degreeOfParallelism)
    {
        ToSingle(scores, gradients, degreeOfParallelism);
        PointLoss.Evaluate(loss, gradients, targets, outputs: new LossOutputs<float> { Gradient = gradients, Hessian = hessians }, degreeOfParallelism: degreeOfParallelism);
    }

    public override LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism)
    {
        if (inDouble is not null)
        {
            return inDouble.Sum(scores, weights, degreeOfParallelism);
        }

        singles ??= new float[targets.Length];
        TensorPrimitives.ConvertTruncating(scores, singles);
        return PointLoss.Evaluate(loss, singles, targets, weights, degreeOfParallelism: degreeOfParallelism);
    }

    public override GradientObjective WithLabels(int[] labels) => GradientPointObjectives.Create(loss, [.. labels.Select(label => (float)label)]);
}
