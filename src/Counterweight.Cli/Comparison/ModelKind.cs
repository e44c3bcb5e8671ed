using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;

namespace Counterweight.Cli.Comparison;

/// <summary>One of the models that are compared.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Weighting">How it weighs the classes.</param>
/// <param name="Fit">Fits it.</param>
internal sealed record ModelKind(string Name, ClassWeighting Weighting, Func<Dataset, ClassWeighting, FitInput, IClassifier> Fit)
{
    private const string Logistic = "logistic regression";
    private const string Tree = "decision tree";
    private const string Forest = "random forest";
    private const string Boosting = "gradient boosting";
    private const string AdaBoost = "AdaBoost";

    /// <summary>Stumps tell two classes apart, hardly seven.</summary>
    private const int AdaBoostDepth = 4;

    public static IReadOnlyList<ModelKind> All { get; } =
    [
        new(Logistic, ClassWeighting.None, FitLogistic),
        new(Logistic, ClassWeighting.Balanced, FitLogistic),
        new(Tree, ClassWeighting.None, FitTree),
        new(Tree, ClassWeighting.Balanced, FitTree),
        new(Forest, ClassWeighting.None, FitForest),
        new(Forest, ClassWeighting.Balanced, FitForest),
        new(Boosting, ClassWeighting.None, FitBoosting),
        new(Boosting, ClassWeighting.Balanced, FitBoosting),
        new(AdaBoost, ClassWeighting.None, FitAdaBoost),
        new(AdaBoost, ClassWeighting.Balanced, FitAdaBoost),
    ];

    public string WeightingName => Weighting == ClassWeighting.None ? "unweighted" : Weighting.ToString();

    private static LogisticRegressionClassifier FitLogistic(Dataset data, ClassWeighting weighting, FitInput input) =>
        LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static DecisionTreeClassifier FitTree(Dataset data, ClassWeighting weighting, FitInput input) =>
        DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static RandomForestClassifier FitForest(Dataset data, ClassWeighting weighting, FitInput input) =>
        RandomForestClassifier.Fit(data, new RandomForestOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static GradientBoostingClassifier FitBoosting(Dataset data, ClassWeighting weighting, FitInput input) =>
        GradientBoostingClassifier.Fit(data, new GradientBoostingOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static AdaBoostClassifier FitAdaBoost(Dataset data, ClassWeighting weighting, FitInput input) =>
        AdaBoostClassifier.Fit(data, new AdaBoostOptions { Weighting = weighting, Tree = new DecisionTreeOptions { MaxDepth = AdaBoostDepth, DegreeOfParallelism = Environment.ProcessorCount } }, input);
}
