namespace Counterweight.Training.Linear;

/// <summary>A point of a search with what the objective is there.</summary>
internal sealed class SearchPoint(int parameterCount)
{
    public double[] Parameters { get; } = new double[parameterCount];

    public double[] Gradient { get; } = new double[parameterCount];

    public double Value { get; private set; }

    /// <summary>Evaluates the objective at <see cref="Parameters"/>.</summary>
    public void Evaluate(IObjective objective) => Value = objective.Evaluate(Parameters, Gradient);

    /// <summary>Moves to another point plus a multiple of a direction, and evaluates the objective there.</summary>
    public void Evaluate(IObjective objective, SearchPoint from, ReadOnlySpan<double> direction, double step)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] = double.FusedMultiplyAdd(step, direction[i], from.Parameters[i]);
        }

        Evaluate(objective);
    }
}
