using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>A loss in double precision, where single precision would overflow: squares from 10¹⁹ on, exponentials from 88.</summary>
internal abstract class DoubleLoss
{
    /// <summary>The same loss in double; null where values are finite wherever single scores are, or the loss is a user's own.</summary>
    /// <typeparam name="TLoss">The loss in single precision.</typeparam>
    /// <param name="loss">The loss and its parameters.</param>
    /// <param name="targets">One target a row.</param>
    public static DoubleLoss? Of<TLoss>(TLoss loss, float[] targets)
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        return loss switch
        {
            SquaredLoss<float> => new DoubleLoss<SquaredLoss<double>>(default, targets),
            AbsoluteLoss<float> => new DoubleLoss<AbsoluteLoss<double>>(default, targets),
            QuantileLoss<float> quantile => new DoubleLoss<QuantileLoss<double>>(new(quantile.Quantile), targets),
            HuberLoss<float> huber => new DoubleLoss<HuberLoss<double>>(new(huber.Delta), targets),
            PoissonSteps => new DoubleLoss<PoissonLoss<double>>(default, targets),
            ExponentialLoss<float> exponential => new DoubleLoss<ExponentialLoss<double>>(new(exponential.PositiveWeight, exponential.NegativeWeight), targets),
            SquaredHingeLoss<float> hinge => new DoubleLoss<SquaredHingeLoss<double>>(new(hinge.PositiveWeight, hinge.NegativeWeight), targets),
            _ => null,
        };
    }

    /// <summary>The weighted loss of scores.</summary>
    public abstract LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism);
}

/// <inheritdoc cref="DoubleLoss"/>
internal sealed class DoubleLoss<TLoss>(TLoss loss, float[] targets) : DoubleLoss
    where TLoss : struct, IPointLoss<TLoss, double>
{
    private double[]? doubles;
    private double[]? ownWeights;

    public override LossSum Sum(ReadOnlySpan<double> scores, ReadOnlySpan<float> weights, int degreeOfParallelism)
    {
        doubles ??= [.. targets.Select(target => (double)target)];
        ownWeights ??= new double[weights.Length];
        TensorPrimitives.ConvertTruncating(weights, ownWeights);
        return PointLoss.Evaluate(loss, scores, doubles, ownWeights.AsSpan(0, weights.Length), degreeOfParallelism: degreeOfParallelism);
    }
}
