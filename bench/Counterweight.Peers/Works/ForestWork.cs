using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Counterweight.Peers.Works;

/// <summary>A forest beside ML.NET's.</summary>
/// <param name="rows">Rows to learn from.</param>
/// <param name="features">Features.</param>
internal sealed class ForestWork(int rows, int features) : Work("forest", $"{rows}x{features}, {Trees} trees", Peer)
{
    private const string Peer = "ML.NET FastForest";
    private const int Trees = 50;
    private const int Leaves = 255;
    private const int LeafRows = 10;

    public override string Description =>
        $"`RandomForestClassifier.Fit` beside `FastForest`: {Trees} trees of at most {Leaves} leaves, at least {LeafRows} rows a leaf, the root of the number of features at every node, 255 bins made within the time. Ours draws as many rows as there are with replacement, FastForest 0.7 of them without.";

    public override Contest Prepare(int threads, int seed)
    {
        var data = GeneratedRows.Bands(rows, features, BoostingWork.Rare, seed);
        var options = new RandomForestOptions { TreeCount = Trees, MaxLeaves = Leaves, MinRowCount = LeafRows, MaxFeatures = MaxFeatures.Sqrt, Seed = (ulong)seed, DegreeOfParallelism = threads };
        RandomForestClassifier? ours = null;

        var context = new MLContext(seed: seed);
        var view = LearningView.Of(context, data.Train);
        BinaryPredictionTransformer<FastForestBinaryModelParameters>? theirs = null;
        var trainer = new FastForestBinaryTrainer.Options
        {
            NumberOfTrees = Trees,
            NumberOfLeaves = Leaves,
            MinimumExampleCountPerLeaf = LeafRows,
            MaximumBinCountPerFeature = 255,
            FeatureFractionPerSplit = MaxFeatures.Sqrt.Of(features) / (double)features,
            NumberOfThreads = threads,
            Seed = seed,
        };
        return new Contest(new(
                () => ours = RandomForestClassifier.Fit(data.Train.Data, options),
                () => [Judges.Auc([.. OurJudge.Probabilities(ours!, data.Test).Where((_, i) => i % 2 == 1)], data.Test.Labels)]))
            .Against(Peer, new(
                () => theirs = context.BinaryClassification.Trainers.FastForest(trainer).Fit(view),
                () => [Judges.Auc([.. theirs!.Transform(LearningView.Of(context, data.Test)).GetColumn<float>("Score").Select(Convert.ToDouble)], data.Test.Labels)]));
    }
}
