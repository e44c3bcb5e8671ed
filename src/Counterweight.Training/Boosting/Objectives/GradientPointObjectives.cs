using Counterweight.Losses.Location;
using Counterweight.Losses.Point;

namespace Counterweight.Training.Boosting.Objectives;

/// <summary>Chooses how a loss of one score is boosted.</summary>
internal static class GradientPointObjectives
{
    /// <summary>By residuals where the loss is of them alone, by bounded curvature for counts, else as it is.</summary>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="targets">One target a row.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="parameter">The parameter to blame for them.</param>
    /// <exception cref="ArgumentOutOfRangeException">A target is outside the loss's domain, or the loss's weight of it is none.</exception>
    public static GradientObjective Create<TLoss>(TLoss loss, float[] targets, string name = "Targets", string parameter = "data")
        where TLoss : struct, IPointLoss<TLoss, float>
    {
        // Residuals show nothing of a target outside its domain.
        try
        {
            PointLoss.Evaluate(loss, targets, targets);
        }
        catch (ArgumentOutOfRangeException error) when (error.ActualValue is float)
        {
            // What is wrong with it, by its name here: a target outside the domain, or the loss's own weight of it.
            var text = error.Message[nameof(targets).Length..error.Message.IndexOf(" (Parameter", StringComparison.Ordinal)];
            throw Require.OutOfRange($"{name}{text}", parameter);
        }

        return loss switch
        {
            PoissonLoss<float> => new GradientCountObjective(targets),
            ILocationLoss<float> location => new GradientResidualObjective<TLoss>(loss, location, targets),
            _ => new GradientPointObjective<TLoss>(loss, targets),
        };
    }
}
