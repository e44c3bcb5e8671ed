namespace Counterweight.Training.Data;

/// <summary>What trainers draw. Numbers stay what they are: models depend on them.</summary>
internal enum DrawPurpose
{
    /// <summary>Training and test rows.</summary>
    Split = 1,

    /// <summary>Rows of a part of an ensemble: of a tree, a round or a bag.</summary>
    PartRows = 2,

    /// <summary>Keys of trees, from whose streams nodes draw features and thresholds.</summary>
    Nodes = 3,

    /// <summary>Rows of a round of boosting.</summary>
    RoundRows = 4,

    /// <summary>Features of a boosted tree.</summary>
    TreeFeatures = 5,

    /// <summary>The fold of each row of a class, whose number is the stream's.</summary>
    Folds = 6,

    /// <summary>The order in which groups of equal shape are dealt out to folds.</summary>
    GroupFolds = 7,
}
