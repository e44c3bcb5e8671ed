using System.Numerics.Tensors;
using Counterweight.Engine;
using Counterweight.Losses;

namespace Counterweight.Training.Boosting;

/// <summary>Losses in double, where single precision would overflow or vanish, of the single targets and weights of boosting.</summary>
internal static class DoubleLoss
{
    /// <summary>The weighted loss.</summary>
    public static LossSum Sum<TLoss>(TLoss loss, ReadOnlySpan<double> scores, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int degreeOfParallelism)
        where TLoss : struct, IPointLoss<double> =>
        PointLoss.Evaluate(loss, scores, Doubles(targets), Doubles(weights), degreeOfParallelism: degreeOfParallelism);

    private static double[] Doubles(ReadOnlySpan<float> singles)
    {
        var doubles = new double[singles.Length];
        TensorPrimitives.ConvertTruncating(singles, doubles);
        return doubles;
    }
}
