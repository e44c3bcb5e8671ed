using Counterweight.Losses;
using Counterweight.ML;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Counterweight.Peers;

/// <summary>A trainer of boosting with 100 rounds of trees of 31 leaves, on all processors, with the penalties and minimums of all contenders alike.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Binary">Makes it for two classes.</param>
/// <param name="Multiclass">Makes it for several.</param>
internal sealed record Contender(string Name, Func<MLContext, IEstimator<ITransformer>> Binary, Func<MLContext, IEstimator<ITransformer>> Multiclass)
{
    private const int Rounds = 100;
    private const int Leaves = 31;
    private const int LeafRows = 20;
    private const double Rate = 0.1;
    private const double L2 = 1;
    private const double LeafHessian = 1e-3;

    public static IReadOnlyList<Contender> All { get; } =
    [
        new("Counterweight", context => context.BinaryClassification.Trainers.GradientBoosting(exampleWeightColumnName: "Weight", options: Ours), context => context.MulticlassClassification.Trainers.GradientBoosting(exampleWeightColumnName: "Weight", options: Ours)),
        new("LightGBM", context => context.BinaryClassification.Trainers.LightGbm(BinaryLightGbm), context => context.MulticlassClassification.Trainers.LightGbm(MulticlassLightGbm)),
        // It has no several classes of its own.
        new("FastTree", FastTree, context => context.MulticlassClassification.Trainers.OneVersusAll(FastTree(context))),
    ];

    private static Training.Boosting.GradientBoostingOptions Ours => new()
    {
        Rounds = Rounds,
        LearningRate = Rate,
        Tree = new() { MaxLeaves = Leaves, MinRowCount = LeafRows, MinHessian = LeafHessian, L2 = L2 },
        HessianFactor = HessianFactor.ClassRatio,
        DegreeOfParallelism = Environment.ProcessorCount,
    };

    private static LightGbmBinaryTrainer.Options BinaryLightGbm => new()
    {
        ExampleWeightColumnName = "Weight",
        NumberOfIterations = Rounds,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = LeafRows,
        LearningRate = Rate,
        // Its own 0.5 makes penalties and minimums count four times.
        Sigmoid = 1,
        Booster = LightGbmBooster,
    };

    private static LightGbmMulticlassTrainer.Options MulticlassLightGbm => new()
    {
        ExampleWeightColumnName = "Weight",
        NumberOfIterations = Rounds,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = LeafRows,
        LearningRate = Rate,
        UseSoftmax = true,
        Booster = LightGbmBooster,
    };

    private static GradientBooster.Options LightGbmBooster => new() { L2Regularization = L2, MinimumChildWeight = LeafHessian };

    private static FastTreeBinaryTrainer FastTree(MLContext context) => context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
    {
        ExampleWeightColumnName = "Weight",
        NumberOfTrees = Rounds,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = LeafRows,
        LearningRate = Rate,
    });
}
