namespace Counterweight.Training.Linear;

/// <summary>Limited-memory BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithm 7.5), a step at a time.</summary>
/// <param name="objective">What to minimise.</param>
/// <param name="memory">Steps kept, at least 1.</param>
internal sealed class Lbfgs(IObjective objective, int memory)
{
    private readonly LbfgsMemory memory = new(memory);
    private readonly StrongWolfeSearch search = new(objective);
    private readonly double[] direction = new double[objective.ParameterCount];
    private SearchPoint trial = new(objective.ParameterCount);

    /// <summary>Where the search is.</summary>
    public SearchPoint Current { get; private set; } = new(objective.ParameterCount);

    /// <summary>Begins at a point; false where value and gradient are not finite there.</summary>
    public bool TryStart(ReadOnlySpan<double> parameters)
    {
        memory.Clear();
        parameters.CopyTo(Current.Parameters);
        Current.Evaluate(objective);
        return double.IsFinite(Current.Value) && double.IsFinite(Vectors.LargestMagnitude(Current.Gradient));
    }

    /// <summary>
    /// Moves to a lower point at which the strong Wolfe conditions hold, or stays where it is and returns false. Before that
    /// it forgets what it knows of the curvature and tries the steepest descent.
    /// </summary>
    public bool TryStep()
    {
        for (; ; memory.Clear())
        {
            FindDirection();
            if (search.TryFind(Current, direction, trial))
            {
                memory.Add(Current, trial);
                (Current, trial) = (trial, Current);
                return true;
            }

            if (memory.Count == 0)
            {
                return false;
            }
        }
    }

    private void FindDirection()
    {
        if (memory.Count > 0)
        {
            memory.Direction(Current.Gradient, direction);
            return;
        }

        // Nothing is known of the scale: at most one unit of length.
        var length = Vectors.Length(Current.Gradient);
        Vectors.Multiply(Current.Gradient, length > 1 ? -1 / length : -1, direction);
    }
}
