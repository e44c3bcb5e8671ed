using System.Globalization;

namespace Counterweight.Training.Linear;

/// <summary>
/// L-BFGS with SciPy's stopping rules: largest gradient component, relative progress of the objective, number of iterations.
/// </summary>
internal sealed class LbfgsSearch(IObjective objective, LogisticOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
{
    private readonly Lbfgs lbfgs = new(objective, options.Memory);

    /// <summary>Iterations done.</summary>
    public int Iterations { get; private set; }

    /// <summary>Objective at <see cref="Best"/>.</summary>
    public double Objective => lbfgs.Current.Value;

    /// <summary>The best point found, which is the last.</summary>
    public ReadOnlySpan<double> Best => lbfgs.Current.Parameters;

    /// <summary>Minimises from the given point.</summary>
    /// <exception cref="ArithmeticException">The objective or its gradient is not finite there.</exception>
    public StopReason Run(ReadOnlySpan<double> start)
    {
        if (!lbfgs.TryStart(start))
        {
            throw new ArithmeticException("The objective of the logistic regression or its gradient is not finite.");
        }

        Iterations = 0;
        for (var previous = double.PositiveInfinity; ; Iterations++)
        {
            cancellation.ThrowIfCancellationRequested();
            Report();
            if (Ended(previous) is { } reason)
            {
                return reason;
            }

            previous = Objective;
            if (!lbfgs.TryStep())
            {
                return StopReason.LineSearchStalled;
            }
        }
    }

    private StopReason? Ended(double previous) =>
        Vectors.LargestMagnitude(lbfgs.Current.Gradient) <= options.GradientTolerance ? StopReason.SmallGradient
        : Iterations > 0 && previous - Objective <= options.ProgressTolerance * Math.Max(Math.Abs(previous), 1) ? StopReason.NoProgress
        : Iterations >= options.MaxIterations ? StopReason.MaxIterations
        : null;

    private void Report() => progress?.Report(new FitProgress(
        (double)Iterations / options.MaxIterations,
        string.Create(CultureInfo.InvariantCulture, $"iteration {Iterations}, objective {Objective:g6}")));
}
