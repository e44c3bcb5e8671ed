using System.Globalization;
using Counterweight.LightGbm;
using Counterweight.Losses.Point;
using Counterweight.Metrics;
using Counterweight.Training.Data;

// LightGBM with cross-entropy, and with a focal loss whose positive rows weigh more.
var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "pima.csv"));
string[][] cells = [.. lines.Skip(1).Select(line => line.Split(','))];
var names = lines[0].Split(',')[..^1];
double[] values = [.. names.SelectMany((_, column) => cells.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)))];
var data = new Dataset(names, ["neg", "pos"], values, [.. cells.Select(row => row[^1] is "pos" ? 1 : 0)]);
var split = StratifiedSplit.Create(data.Labels, 0.3, 0);
var (train, test) = (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));

float[] targets = [.. train.Labels.ToArray().Select(label => (float)label)];
Report("cross-entropy", LightGbmObjective.Of(new BinaryCrossEntropy<float>(), targets));
Report("focal loss, positive weight 2.5", LightGbmObjective.Of(new BinaryFocalLoss<float>(gamma: 1, positiveWeight: 2.5f), targets));

void Report(string name, LightGbmObjective objective)
{
    using var rows = LightGbmDataset.Create(train);
    using var booster = new LightGbmBooster(rows, objective, [("num_leaves", "4"), ("learning_rate", "0.1"), ("num_threads", "1")]);
    while (booster.RoundCount < 60 && !booster.Update().IsFinished)
    {
    }

    var scores = new double[test.RowCount];
    booster.PredictScores(test, scores);
    var matrix = new ConfusionMatrix(2);
    matrix.AddPredictions([.. scores.Select(score => score > 0 ? 1 : 0)], test.Labels);
    Console.WriteLine(FormattableString.Invariant($"{name}: balanced accuracy {matrix.BalancedAccuracy:F3}"));
}
