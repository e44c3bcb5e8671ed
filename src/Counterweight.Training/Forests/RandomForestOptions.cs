namespace Counterweight.Training.Forests;

/// <summary>How a <see cref="RandomForestClassifier"/> is grown. The default: 100 trees on bootstraps, √F features at every node, the best threshold.</summary>
public sealed record RandomForestOptions : ForestOptions
{
    /// <summary>The defaults.</summary>
    public RandomForestOptions() => Bootstrap = true;

    internal override bool RandomThresholds => false;
}
