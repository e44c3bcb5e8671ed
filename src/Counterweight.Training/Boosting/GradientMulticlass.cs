namespace Counterweight.Training.Boosting;

/// <summary>How boosting makes scores for several classes.</summary>
public enum GradientMulticlass
{
    /// <summary>A tree for each class in every round.</summary>
    TreePerClass,

    /// <summary>One tree a round, whose leaves hold a value for each class.</summary>
    VectorLeaves,
}
