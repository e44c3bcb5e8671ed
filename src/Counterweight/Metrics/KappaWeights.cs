namespace Counterweight.Metrics;

/// <summary>What a disagreement between classes i and j counts in Cohen's kappa.</summary>
public enum KappaWeights
{
    /// <summary>1, whatever the classes.</summary>
    None,

    /// <summary>|i − j|: classes are in order.</summary>
    Linear,

    /// <summary>(i − j)²: classes are in order.</summary>
    Quadratic,
}
