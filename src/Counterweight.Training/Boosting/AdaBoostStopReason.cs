namespace Counterweight.Training.Boosting;

/// <summary>Why AdaBoost grew no further tree.</summary>
public enum AdaBoostStopReason
{
    /// <summary>As many trees were grown as asked for.</summary>
    RoundsReached,

    /// <summary>The last tree tells every row right: it votes 1, and there is nothing left to boost.</summary>
    NoError,

    /// <summary>The first tree is no better than guessing (e ≥ 1 − 1/K): it is the model alone and votes 1.</summary>
    FirstTreeGuesses,

    /// <summary>A later tree is no better than guessing and was thrown away.</summary>
    LaterTreeGuesses,

    /// <summary>The error on the validation rows did not fall for <see cref="AdaBoostOptions.EarlyStoppingRounds"/> trees.</summary>
    EarlyStopping,
}
