using Counterweight.Losses;
using Counterweight.ML;
using Counterweight.Training.Boosting;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;

namespace Counterweight.Peers.Works;

/// <summary>Trainers of boosting for a pipeline of ML.NET: 100 rounds of trees of 31 leaves, with the same penalties and minimums.</summary>
/// <param name="context">ML.NET.</param>
/// <param name="isBinary">Whether there are two classes.</param>
/// <param name="threads">Threads of each.</param>
internal sealed class PipelineTrainers(MLContext context, bool isBinary, int threads)
{
    private const int Rounds = 100;
    private const int Leaves = 31;
    private const int LeafRows = 20;
    private const double Rate = 0.1;
    private const double Penalty = 1;
    private const double LeafHessian = 1e-3;
    private const string Weight = "Weight";

    public static string Description { get; } = FormattableString.Invariant($"{Rounds} rounds, at most {Leaves} leaves, at least {LeafRows} rows a leaf, learning rate {Rate}, L2 penalty {Penalty}");

    private static GradientBooster.Options Booster => new() { L2Regularization = Penalty, MinimumChildWeight = LeafHessian };

    public IEstimator<ITransformer> Ours
    {
        get
        {
            var options = new GradientBoostingOptions
            {
                Rounds = Rounds,
                LearningRate = Rate,
                Tree = new() { MaxLeaves = Leaves, MinRowCount = LeafRows, MinHessian = LeafHessian, L2 = Penalty },
                HessianFactor = HessianFactor.ClassRatio,
                DegreeOfParallelism = threads,
            };
            return isBinary
                ? context.BinaryClassification.Trainers.GradientBoosting(exampleWeightColumnName: Weight, options: options)
                : context.MulticlassClassification.Trainers.GradientBoosting(exampleWeightColumnName: Weight, options: options);
        }
    }

    public IEstimator<ITransformer> LightGbm => isBinary
        ? context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            ExampleWeightColumnName = Weight,
            NumberOfIterations = Rounds,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = LeafRows,
            LearningRate = Rate,
            NumberOfThreads = threads,

            // Its own 0.5 makes penalties and minimums count four times.
            Sigmoid = 1,
            Booster = Booster,
        })
        : context.MulticlassClassification.Trainers.LightGbm(new LightGbmMulticlassTrainer.Options
        {
            ExampleWeightColumnName = Weight,
            NumberOfIterations = Rounds,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = LeafRows,
            LearningRate = Rate,
            NumberOfThreads = threads,
            UseSoftmax = true,
            Booster = Booster,
        });

    // It has no several classes of its own.
    public IEstimator<ITransformer> FastTree => isBinary ? BinaryFastTree : context.MulticlassClassification.Trainers.OneVersusAll(BinaryFastTree);

    private FastTreeBinaryTrainer BinaryFastTree => context.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
    {
        ExampleWeightColumnName = Weight,
        NumberOfTrees = Rounds,
        NumberOfLeaves = Leaves,
        MinimumExampleCountPerLeaf = LeafRows,
        LearningRate = Rate,
        NumberOfThreads = threads,
    });
}
