using Counterweight.Engine;
using Counterweight.Losses;

namespace Counterweight.Training.Boosting;

/// <summary>Chooses how a loss of one score is boosted.</summary>
internal static class GradientPointObjectives
{
    /// <summary>By residuals where the loss is of them alone, by bounded curvature for counts, else as it is.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="targets">One target a row.</param>
    /// <param name="name">The parameter to blame for them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is outside the loss's domain.</exception>
    public static GradientObjective Create<TLoss>(TLoss loss, float[] targets, string name = "targets")
        where TLoss : struct, IPointLoss<float>
    {
        // Residuals show nothing of a target outside its domain.
        try
        {
            PointLoss.Evaluate(loss, targets, targets);
        }
        catch (ArgumentOutOfRangeException error) when (error.ActualValue is float target)
        {
            throw new ArgumentOutOfRangeException(name, target, FormattableString.Invariant($"{name}[{Array.IndexOf(targets, target)}] is {target}; {loss.TargetRule}."));
        }

        return loss switch
        {
            PoissonLoss<float> => new GradientCountObjective(targets),
            ILocationLoss<float> location => new GradientResidualObjective<TLoss>(loss, location, targets),
            _ => new GradientPointObjective<TLoss>(loss, targets),
        };
    }
}
