namespace Counterweight.Training.Boosting;

/// <summary>What a feature's splits are counted by.</summary>
public enum GradientImportance
{
    /// <summary>The loss they saved in training.</summary>
    Gain,

    /// <summary>The weight of the training rows they parted.</summary>
    Weight,

    /// <summary>Their number.</summary>
    Count,
}
