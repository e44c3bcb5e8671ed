using Counterweight.Peers.Measuring;
using Counterweight.Peers.Rows;
using Counterweight.Training.Linear;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Counterweight.Peers.Works;

/// <summary>Multinomial logistic regression beside ML.NET's maximum entropy, both by L-BFGS.</summary>
/// <param name="rows">Rows to learn from.</param>
/// <param name="features">Features.</param>
/// <param name="classes">Classes.</param>
internal sealed class LogisticWork(int rows, int features, int classes) : Work("logistic regression", $"{rows}x{features}, {classes} classes", Peer)
{
    private const string Peer = "ML.NET L-BFGS";
    private const int Memory = 10;
    private const int Iterations = 500;
    private const float Tolerance = 1e-7f;

    public override string Description =>
        $"`LogisticRegressionClassifier.Fit` beside `LbfgsMaximumEntropy`: L2 penalty 1 against the sum of the losses, {Memory} corrections, done when the objective falls by less than 1e-7 of itself (ours in one iteration, theirs in the mean of five). We standardise features too; those here are standard normal.";

    public override Contest Prepare(int threads, int seed)
    {
        var data = GeneratedRows.Logistic(rows, features, classes, seed);
        var options = new LogisticRegressionOptions { C = 1, Memory = Memory, MaxIterations = Iterations, GradientTolerance = 0, ProgressTolerance = Tolerance, DegreeOfParallelism = threads };
        LogisticRegressionClassifier? ours = null;

        var context = new MLContext(seed: 1);
        var view = LearningView.Of(context, data.Train);
        MulticlassPredictionTransformer<MaximumEntropyModelParameters>? theirs = null;
        var trainer = new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = 1,
            HistorySize = Memory,
            MaximumNumberOfIterations = Iterations,
            OptimizationTolerance = Tolerance,
            NumberOfThreads = threads,
        };
        return new Contest(new(() => ours = LogisticRegressionClassifier.Fit(data.Train.Data, options), () => OurJudge.Of(ours!, data.Test)))
            .Against(Peer, new(
                () => theirs = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(trainer).Fit(view),
                () => Judge(theirs!.Transform(LearningView.Of(context, data.Test)), data.Test)));
    }

    private IReadOnlyList<Measure> Judge(IDataView scored, RowPart test) =>
        Judges.Multiclass([.. scored.GetColumn<float[]>("Score").SelectMany(row => row).Select(Convert.ToDouble)], classes, test.Labels);
}
