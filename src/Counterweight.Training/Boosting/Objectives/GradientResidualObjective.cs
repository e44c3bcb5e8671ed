using System.Buffers;
using Counterweight.Losses;
using Counterweight.Losses.Location;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>A loss of the residual alone: it sees scores less targets, taken in double and rounded once, against targets of 0.</summary>
internal sealed class GradientResidualObjective<TLoss>(TLoss loss, ILocationLoss<float> location, float[] targets) : GradientObjective
    where TLoss : struct, IPointLoss<TLoss, float>
{
    private readonly float[] zeros = new float[targets.Length];
    private readonly DoubleLoss? inDouble = DoubleLoss.Of(loss, targets);
    private float[]? residuals;

    public override int RowCount => targets.Length;

    public override int OutputCount => 1;

    public override bool IsClassMajor => true;

    public override bool HasTargetsUnit => true;

    public override bool LocatesLeaves => !location.IsQuadratic;

    public override void Evaluate(double[] scores, float[] gradients, float[] hessians, int degreeOfParallelism)
    {
        Subtract(scores, gradients);
        PointLoss.Evaluate(loss, gradients, zeros, outputs: new LossOutputs<float> { Gradient = gradients, Hessian = hessians }, degreeOfParallelism: degreeOfParallelism);
    }

    public override LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism)
    {
        if (inDouble is not null)
        {
            return inDouble.Sum(scores, weights, degreeOfParallelism);
        }

        residuals ??= new float[targets.Length];
        Subtract(scores, residuals);
        return PointLoss.Evaluate(loss, residuals, zeros, weights, degreeOfParallelism: degreeOfParallelism);
    }

    public override double Location(ReadOnlySpan<int> rows, ReadOnlySpan<double> scores, float[] weights)
    {
        var rented = ArrayPool<float>.Shared.Rent(Data.ArraySize.Product("data", "residuals and weights", 2, rows.Length));
        var own = rented.AsSpan(0, rows.Length);
        var ownWeights = weights.Length == 0 ? [] : rented.AsSpan(rows.Length, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            own[i] = Single(targets[rows[i]] - scores[rows[i]]);
            if (!ownWeights.IsEmpty)
            {
                ownWeights[i] = weights[rows[i]];
            }
        }

        var value = location.Location(own, ownWeights);
        ArrayPool<float>.Shared.Return(rented);
        return value;
    }

    public override double? Start(ReadOnlySpan<int> rows, float[] weights)
    {
        // The second time in double: what single precision has rounded away.
        var scores = new double[targets.Length];
        var start = Location(rows, scores, weights);
        scores.AsSpan().Fill(start);
        return start + Location(rows, scores, weights);
    }

    public override GradientObjective WithLabels(int[] labels) => new GradientResidualObjective<TLoss>(loss, location, [.. labels.Select(label => (float)label)]);

    private static float Single(double residual) => (float)Math.Clamp(residual, -float.MaxValue, float.MaxValue);

    private void Subtract(ReadOnlySpan<double> scores, Span<float> residuals)
    {
        var own = targets.AsSpan(0, scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            residuals[i] = Single(scores[i] - own[i]);
        }
    }
}
