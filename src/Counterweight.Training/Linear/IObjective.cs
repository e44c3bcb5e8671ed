namespace Counterweight.Training.Linear;

/// <summary>A smooth function of several parameters, to be minimised.</summary>
internal interface IObjective
{
    /// <summary>Number of parameters.</summary>
    int ParameterCount { get; }

    /// <summary>The value at a point; the gradient there is written. Neither need be finite everywhere.</summary>
    double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient);
}
