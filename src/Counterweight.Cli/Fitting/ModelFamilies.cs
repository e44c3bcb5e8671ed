namespace Counterweight.Cli.Fitting;

/// <summary>What models are called.</summary>
internal static class ModelFamilies
{
    /// <summary>All models, in the order in which they are compared.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } = Enum.GetValues<ModelFamily>();

    /// <summary>The name in words.</summary>
    public static string Name(ModelFamily family) => family switch
    {
        ModelFamily.Logistic => "logistic regression",
        ModelFamily.Tree => "decision tree",
        ModelFamily.Forest => "random forest",
        ModelFamily.Boosting => "gradient boosting",
        _ => "AdaBoost",
    };

    /// <summary>Whether it is fitted by steps that stop before convergence.</summary>
    public static bool IsOfSteps(ModelFamily family) => family is ModelFamily.Boosting or ModelFamily.AdaBoost;

    /// <summary>The word of the command line.</summary>
    public static string Word(ModelFamily family) => family switch
    {
        ModelFamily.Logistic => "logistic",
        ModelFamily.Tree => "tree",
        ModelFamily.Forest => "forest",
        ModelFamily.Boosting => "boosting",
        _ => "adaboost",
    };
}
