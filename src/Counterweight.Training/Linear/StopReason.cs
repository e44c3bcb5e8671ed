namespace Counterweight.Training.Linear;

/// <summary>Why an optimisation ended.</summary>
public enum StopReason
{
    /// <summary>No component of the gradient exceeds the tolerance.</summary>
    SmallGradient,

    /// <summary>The last iteration hardly lowered the objective.</summary>
    NoProgress,

    /// <summary>The line search found no better point, usually because the objective has reached its rounding error.</summary>
    LineSearchStalled,

    /// <summary>The iterations ran out: the model is the best point so far.</summary>
    MaxIterations,
}
