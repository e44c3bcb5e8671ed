using Counterweight.Training.Boosting;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;

namespace Counterweight.ML;

/// <summary>Options where none are given: those of the trainers, but on all processors, as trainers of ML.NET run. Models are the same.</summary>
internal static class Defaults
{
    public static GradientBoostingOptions GradientBoosting { get; } = new() { DegreeOfParallelism = Environment.ProcessorCount };

    public static RandomForestOptions RandomForest { get; } = new() { DegreeOfParallelism = Environment.ProcessorCount };

    public static ExtraTreesOptions ExtraTrees { get; } = new() { DegreeOfParallelism = Environment.ProcessorCount };

    public static DecisionTreeOptions DecisionTree { get; } = new() { DegreeOfParallelism = Environment.ProcessorCount };

    public static LogisticRegressionOptions LogisticRegression { get; } = new() { DegreeOfParallelism = Environment.ProcessorCount };

    public static AdaBoostOptions AdaBoost { get; } = new() { Tree = new() { MaxDepth = 1, DegreeOfParallelism = Environment.ProcessorCount } };

    public static EasyEnsembleOptions EasyEnsemble { get; } = new() { DegreeOfParallelism = Environment.ProcessorCount };
}
