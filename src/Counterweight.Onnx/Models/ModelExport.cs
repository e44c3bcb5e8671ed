using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Onnx.Models;

/// <summary>A model as nodes of a graph, whatever its kind.</summary>
internal static class ModelExport
{
    /// <summary>Probabilities and labels of a classifier.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="model">The classifier.</param>
    /// <param name="name">What it is called in a message.</param>
    /// <exception cref="ArgumentException">It is none of this library, or a part of it is none.</exception>
    public static ClassOutput Classes(ExportContext context, IProbabilisticClassifier model, string name) => model switch
    {
        GradientBoostingClassifier boosting => TreeModels.Classes(context, boosting),
        Forest forest => TreeModels.Classes(context, forest),
        DecisionTreeClassifier tree => TreeModels.Classes(context, tree),
        AdaBoostClassifier votes => TreeModels.Classes(context, votes),
        EasyEnsembleClassifier ensemble => TreeModels.Classes(context, ensemble.Votes),
        LogisticRegressionClassifier linear => new LinearModel(context, linear).Classes(),
        BaggingClassifier bagging => Mean(context, bagging, name),
        PriorCorrectedClassifier corrected => ProbabilityModels.Corrected(context, Classes(context, corrected.Classifier, name + ".Classifier"), corrected),
        CalibratedClassifier calibrated => ProbabilityModels.Calibrated(context, Classes(context, calibrated.Classifier, name + ".Classifier"), calibrated),
        _ => throw Require.Misfit($"{name} is a {model.GetType().Name}; ONNX files are written of models of this library and of their combinations.", "model"),
    };

    /// <summary>The numbers that a model of no classes predicts, one a row.</summary>
    /// <exception cref="ArgumentException">It is none of this library.</exception>
    public static string Numbers(ExportContext context, ISavedModel model) => model is GradientBoostingRegressor regressor
        ? context.Graph.Flat(TreeModels.Scores(context, regressor.Model), "prediction")
        : throw Require.Misfit($"model is a {model.GetType().Name}; ONNX files are written of models of this library and of their combinations.", nameof(model));

    private static ClassOutput Mean(ExportContext context, BaggingClassifier model, string name)
    {
        var graph = context.Graph;
        string? sums = null;
        for (var bag = 0; bag < model.Models.Count; bag++)
        {
            var own = Classes(context, model.Models[bag], Require.Text($"{name}.Models[{bag}]")).Probabilities;
            sums = sums is null ? own : graph.Add("Add", "sums", sums, own);
        }

        return new(graph.Add("Div", "means", sums!, graph.Number("bag_count", model.Models.Count)));
    }
}
