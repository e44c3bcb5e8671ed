namespace Counterweight.Training.Linear;

/// <summary>
/// L-BFGS with SciPy's stopping rules: largest gradient component, relative progress of the objective, number of iterations.
/// </summary>
internal sealed class LbfgsSearch(IObjective objective, LogisticRegressionOptions options, FitMonitor monitor)
{
    private readonly Lbfgs lbfgs = new(objective, options.Memory);

    /// <summary>Iterations done.</summary>
    public int Iterations { get; private set; }

    /// <summary>Objective at <see cref="Best"/>.</summary>
    public double Objective => lbfgs.Current.Value;

    /// <summary>The best point found, which is the last.</summary>
    public ReadOnlySpan<double> Best => lbfgs.Current.Parameters;

    /// <summary>Minimises from the given point, or from 0 where the objective or its gradient is not finite there.</summary>
    /// <exception cref="ArgumentException">Neither is at 0.</exception>
    public FitStopReason Run(ReadOnlySpan<double> start)
    {
        if (!lbfgs.TryStart(start) && !lbfgs.TryStart(new double[start.Length]))
        {
            throw options.Weighting.IsCustom
                ? Require.Misfit($"Weighting is {options.Weighting}, too great together with C = {options.C}: the objective or its gradient is not finite.", nameof(options))
                : Require.Misfit($"C is {options.C}, too great together with the sample weights: the objective or its gradient is not finite.", nameof(options));
        }

        Iterations = 0;
        for (var previous = double.PositiveInfinity; ; Iterations++)
        {
            monitor.Cancellation.ThrowIfCancellationRequested();
            Report();
            if (Ended(previous) is { } reason)
            {
                return reason;
            }

            previous = Objective;
            if (!lbfgs.TryStep())
            {
                return FitStopReason.LineSearchStalled;
            }
        }
    }

    private FitStopReason? Ended(double previous) =>
        Vectors.LargestMagnitude(lbfgs.Current.Gradient) <= options.GradientTolerance ? FitStopReason.Converged
        : Iterations > 0 && previous - Objective <= options.ProgressTolerance * Math.Max(Math.Abs(previous), 1) ? FitStopReason.NoProgress
        : Iterations >= options.MaxIterations ? FitStopReason.MaxIterations
        : null;

    private void Report()
    {
        if (monitor.Progress is not null)
        {
            monitor.Report((double)Iterations / options.MaxIterations, Require.Text($"iteration {Iterations}, objective {Objective:g6}"));
        }
    }
}
