using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Rows;
using Counterweight.Losses.Softmax;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>A softmax loss of one score a class.</summary>
internal sealed class GradientSoftmaxObjective<TLoss>(TLoss loss, int[] labels, int classCount, bool isClassMajor, HessianFactor factor) : GradientObjective
    where TLoss : struct, ISoftmaxLoss<float>
{
    private readonly LogitLayout layout = isClassMajor ? LogitLayout.ClassMajor(classCount) : LogitLayout.RowMajor(classCount);
    private float[]? singles;

    public override int RowCount => labels.Length;

    public override int OutputCount => classCount;

    public override bool IsClassMajor => isClassMajor;

    public override bool ClampsHessians => true;

    public override void Evaluate(double[] scores, float[] gradients, float[] hessians, int degreeOfParallelism)
    {
        ToSingle(scores, gradients, degreeOfParallelism);
        SoftmaxLoss.Evaluate(
            loss,
            gradients,
            layout,
            labels,
            outputs: new LossOutputs<float> { Gradient = gradients, Hessian = hessians },
            rowOutputs: new RowOutputs<float> { HessianFactor = factor, ClampHessian = true },
            degreeOfParallelism: degreeOfParallelism);
    }

    public override LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism)
    {
        singles ??= new float[Length];
        TensorPrimitives.ConvertTruncating(scores, singles);
        return SoftmaxLoss.Evaluate(loss, singles, layout, labels, new LossWeights<float> { PerSample = weights }, degreeOfParallelism: degreeOfParallelism);
    }

    public override GradientObjective WithLabels(int[] others) => new GradientSoftmaxObjective<TLoss>(loss, others, classCount, isClassMajor, factor);
}
