using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Counterweight.Training.Linear;

/// <summary>
/// MathNet's L-BFGS with SciPy's stopping rules: largest gradient component, relative progress of the objective,
/// number of iterations. Whatever ends the search, the best point an iteration ended at is kept.
/// </summary>
internal sealed class LbfgsSearch(LogisticLoss loss, LogisticOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
{
    private readonly double[] best = new double[loss.ParameterCount];
    private int accepted = -1;

    /// <summary>Iterations done.</summary>
    public int Iterations => Math.Max(0, accepted);

    /// <summary>Objective at <see cref="Best"/>.</summary>
    public double Objective { get; private set; }

    /// <summary>The best point found.</summary>
    public ReadOnlySpan<double> Best => best;

    /// <summary>Minimises from the given point.</summary>
    /// <exception cref="ArithmeticException">The objective overflows.</exception>
    public StopReason Run(double[] start)
    {
        // MathNet's own tolerances are relative to the point and the objective. They are set so low that OnAccepted
        // decides; the first of them also scales the first step, which the line search doubles until it is long enough.
        const double NegligibleGradient = 1e-10;
        const double NegligibleStep = 1e-14;
        var minimizer = new LimitedMemoryBfgsMinimizer(NegligibleGradient, NegligibleStep, 0, options.Memory, int.MaxValue);
        try
        {
            var result = minimizer.FindMinimum(new LogisticObjective(loss, OnAccepted), Vector<double>.Build.Dense(start));
            return EndAt((LogisticObjective)result.FunctionInfoAtMinimum);
        }
        catch (SearchEndedException ended)
        {
            return ended.Reason;
        }
        catch (EvaluationException e)
        {
            throw new ArithmeticException("The objective of the logistic regression is not finite.", e);
        }
        catch (OptimizationException e) when (e.InnerException is null or OptimizationException)
        {
            return StopReason.LineSearchStalled;
        }
    }

    private StopReason EndAt(LogisticObjective point)
    {
        if (accepted < 0 || point.Value <= Objective)
        {
            Keep(point);
        }

        return LargestMagnitude(point.GradientValues) <= options.GradientTolerance ? StopReason.SmallGradient : StopReason.LineSearchStalled;
    }

    private void OnAccepted(LogisticObjective point)
    {
        cancellation.ThrowIfCancellationRequested();

        // A line search that stalls returns the point it tried last, better or not.
        if (accepted >= 0 && !(point.Value <= Objective))
        {
            throw new SearchEndedException(StopReason.LineSearchStalled);
        }

        var previous = Objective;
        Keep(point);
        Report();
        if (LargestMagnitude(point.GradientValues) <= options.GradientTolerance)
        {
            throw new SearchEndedException(StopReason.SmallGradient);
        }

        if (accepted > 0 && previous - Objective <= options.ProgressTolerance * Math.Max(Math.Abs(previous), 1))
        {
            throw new SearchEndedException(StopReason.NoProgress);
        }

        if (accepted >= options.MaxIterations)
        {
            throw new SearchEndedException(StopReason.MaxIterations);
        }
    }

    private void Keep(LogisticObjective point)
    {
        point.Point.AsArray().CopyTo(best, 0);
        Objective = point.Value;
        accepted++;
    }

    private void Report() => progress?.Report(new FitProgress(
        (double)accepted / options.MaxIterations,
        string.Create(CultureInfo.InvariantCulture, $"iteration {accepted}, objective {Objective:g6}")));

    private static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private sealed class SearchEndedException(StopReason reason) : Exception
    {
        public StopReason Reason { get; } = reason;
    }
}
