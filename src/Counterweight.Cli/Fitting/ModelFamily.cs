namespace Counterweight.Cli.Fitting;

/// <summary>A kind of model that the command trains.</summary>
internal enum ModelFamily
{
    /// <summary>Multinomial logistic regression.</summary>
    Logistic,

    /// <summary>A decision tree.</summary>
    Tree,

    /// <summary>A random forest.</summary>
    Forest,

    /// <summary>Gradient boosting.</summary>
    Boosting,

    /// <summary>AdaBoost.</summary>
    AdaBoost,
}
