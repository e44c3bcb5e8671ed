namespace Counterweight.Training;

/// <summary>Why an iterative fit ended. Model files do not hold it.</summary>
public enum FitStopReason
{
    /// <summary>Boosting made as many rounds as asked for.</summary>
    Completed,

    /// <summary>Logistic regression: no component of the gradient exceeds the tolerance.</summary>
    Converged,

    /// <summary>Logistic regression: the last iteration hardly lowered the objective.</summary>
    NoProgress,

    /// <summary>Logistic regression: the line search found no better point, usually because the objective has reached its rounding error.</summary>
    LineSearchStalled,

    /// <summary>Logistic regression: the iterations ran out. The model is the best point so far.</summary>
    MaxIterations,

    /// <summary>Boosting: the validation rows saw no improvement for as many rounds as the options say. The model is that of the best round.</summary>
    EarlyStopped,

    /// <summary>AdaBoost: the last tree misclassifies no row. It votes 1, and there is nothing left to boost.</summary>
    PerfectFit,

    /// <summary>AdaBoost: the first tree is no better than guessing (e ≥ 1 − 1/K). It is the model alone and votes 1.</summary>
    WeakFirstLearner,

    /// <summary>AdaBoost: a later tree is no better than guessing and was thrown away.</summary>
    WeakLearner,
}
