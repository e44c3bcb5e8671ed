using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Resampling;
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

    /// <summary>The same, and with them what else is done about rare classes: of boosting by focal loss and resampling, of a forest by its draws.</summary>
    /// <param name="data">The rows to train on.</param>
    public static IReadOnlyList<ModelKind> WithRemedies(Dataset data) =>
    [
        .. All.Select(model => model with { IsCalibrated = model.Name is Boosting or Forest }),
        new(Boosting, ClassWeighting.None, FitFocal) { Remedy = "focal loss", IsCalibrated = true },
        new(Boosting, ClassWeighting.None, Resampled(_ => Remedies.OverSampled)) { Remedy = "over-sampled", IsCalibrated = true, IsEven = true },
        new(Boosting, ClassWeighting.None, Resampled(_ => Remedies.UnderSampled)) { Remedy = "under-sampled", IsCalibrated = true, IsEven = true },
        .. Remedies.SmoteFault(data) is null ? (ModelKind[])[new(Boosting, ClassWeighting.None, Resampled(Remedies.Smote)) { Remedy = "SMOTE", IsCalibrated = true, IsEven = true }] : [],
        new(Forest, ClassWeighting.None, FitBalancedForest) { Remedy = "balanced draws", IsCalibrated = true, IsEven = true },
    ];

    /// <summary>What is done about rare classes beside weights; null: nothing.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether its probabilities are compared too.</summary>
    public bool IsCalibrated { get; init; }

    /// <summary>Whether it sees all classes alike, which its probabilities can be corrected for.</summary>
    public bool IsEven { get => field || Weighting == ClassWeighting.Balanced; init; }

    public string WeightingName => Remedy ?? (Weighting == ClassWeighting.None ? "unweighted" : Weighting.ToString());

    private static LogisticRegressionClassifier FitLogistic(Dataset data, ClassWeighting weighting, FitInput input) =>
        LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static DecisionTreeClassifier FitTree(Dataset data, ClassWeighting weighting, FitInput input) =>
        DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static RandomForestClassifier FitForest(Dataset data, ClassWeighting weighting, FitInput input) =>
        RandomForestClassifier.Fit(data, new RandomForestOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static GradientBoostingClassifier FitBoosting(Dataset data, ClassWeighting weighting, FitInput input) =>
        GradientBoostingClassifier.Fit(data, new GradientBoostingOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static GradientBoostingClassifier FitFocal(Dataset data, ClassWeighting weighting, FitInput input)
    {
        var options = new GradientBoostingOptions { Weighting = weighting, DegreeOfParallelism = Environment.ProcessorCount };
        return data.ClassCount == 2
            ? GradientBoostingClassifier.Fit(data, new BinaryFocalLoss<float>(2), options, input)
            : GradientBoostingClassifier.FitSoftmax(data, new SoftmaxFocalLoss<float>(2), options, input);
    }

    private static Func<Dataset, ClassWeighting, FitInput, IClassifier> Resampled(Func<Dataset, IResampler> resampler) =>
        (data, weighting, input) => FitBoosting(data, weighting, input with { Resampler = resampler(data) });

    private static RandomForestClassifier FitBalancedForest(Dataset data, ClassWeighting weighting, FitInput input) =>
        RandomForestClassifier.Fit(data, new RandomForestOptions { Weighting = weighting, ClassSampling = ClassSampling.BalancedWithoutReplacement, DegreeOfParallelism = Environment.ProcessorCount }, input);

    private static AdaBoostClassifier FitAdaBoost(Dataset data, ClassWeighting weighting, FitInput input) =>
        AdaBoostClassifier.Fit(data, new AdaBoostOptions { Weighting = weighting, Tree = new DecisionTreeOptions { MaxDepth = AdaBoostDepth, DegreeOfParallelism = Environment.ProcessorCount } }, input);
}
