using Counterweight.Training.Boosting;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Interchange;

/// <summary>A model of trees as LightGBM has it: a tree gives one value, and trees of the K scores of a row take turns.</summary>
/// <param name="Trees">The splits; where trees are shared, each stands for K trees.</param>
/// <param name="FeatureCount">Features of a row.</param>
/// <param name="OutputCount">K.</param>
/// <param name="IsShared">Whether the K trees of a round are the same but for their values.</param>
/// <param name="Objective">What makes probabilities of scores; null where scores are the result.</param>
/// <param name="Value">What a node adds to a score: of which tree of the file, and which node.</param>
/// <param name="Statistics">What training said of a node.</param>
internal sealed record LightGbmEnsemble(
    TreeStructure Trees,
    int FeatureCount,
    int OutputCount,
    bool IsShared,
    string? Objective,
    Func<int, int, double> Value,
    Func<int, GradientTreeNode> Statistics)
{
    /// <summary>Whether scores are the mean of all trees, and not their sum.</summary>
    public bool IsAveraged => Objective is null;

    /// <summary>Trees of the file. Where there is none, the start of each score still is one.</summary>
    public int TreeCount => Math.Max(checked(Trees.Roots.Length * (IsShared ? OutputCount : 1)), OutputCount);

    /// <exception cref="ArgumentException">This is no model of trees, or its correction leaves a class no probability.</exception>
    public static LightGbmEnsemble Of(ISavedModel model) => model switch
    {
        GradientBoostingClassifier boosting => Of(boosting, []),
        PriorCorrectedClassifier { Classifier: GradientBoostingClassifier boosting } corrected => Of(boosting, corrected.LogRatios),
        GradientBoostingRegressor { Model: var boosting } => Of(boosting, boosting.InitialScores.ToArray(), "regression"),
        DecisionTreeClassifier tree => Of(tree.Structure, tree.FeatureCount, tree.ClassCount, tree.ClassFractions, node => new GradientTreeNode(0, tree.Nodes[node].RowCount, tree.Nodes[node].Weight, 0)),
        Forest forest => Of(forest.Structure, forest.FeatureCount, forest.ClassCount, forest.ClassFractions, _ => default),
        _ => throw Require.Misfit($"model is of kind '{model.Kind}'; LightGBM has files of trees: boosting, prior-corrected boosting, decision trees and forests.", nameof(model)),
    };

    private static LightGbmEnsemble Of(GradientBoostingClassifier boosting, ReadOnlySpan<double> logRatios)
    {
        var starts = boosting.Model.InitialScores.ToArray();
        for (var label = 0; label < logRatios.Length; label++)
        {
            if (!double.IsFinite(logRatios[label]))
            {
                throw Require.Misfit($"The prior correction leaves class {label} no probability; a file of trees cannot say so.", "model");
            }

            if (starts.Length > 1)
            {
                starts[label] += logRatios[label];
            }
        }

        if (starts.Length == 1 && logRatios.Length == 2)
        {
            starts[0] += logRatios[1] - logRatios[0];
        }

        return Of(boosting.Model, starts, starts.Length == 1 ? "binary sigmoid:1" : Require.Text($"multiclass num_class:{starts.Length}"));
    }

    // A score starts at 0 there: the trees of the first round hold the start.
    private static LightGbmEnsemble Of(GradientBoostingModel model, double[] starts, string objective)
    {
        var (outputs, values) = (starts.Length, model.Values.ToArray());
        return new(
            model.Structure,
            model.FeatureCount,
            outputs,
            model.HasVectorLeaves,
            objective,
            (tree, node) => (tree < outputs ? starts[tree] : 0) + (node < 0 ? 0 : model.HasVectorLeaves ? values[checked((node * outputs) + (tree % outputs))] : values[node]),
            node => model.Statistics[node]);
    }

    private static LightGbmEnsemble Of(TreeStructure trees, int featureCount, int classCount, FractionsOf fractions, Func<int, GradientTreeNode> statistics) =>
        new(trees, featureCount, classCount, IsShared: true, Objective: null, (tree, node) => fractions(node)[tree % classCount], statistics);

    private delegate ReadOnlySpan<double> FractionsOf(int node);
}
