// sample: usings
using Counterweight.Metrics;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
// end

namespace Counterweight.Packages.Tests.Consumer;

/// <summary>The code of the README in the package of the trainers.</summary>
internal static class TrainerSample
{
    public static byte[] Run()
    {
        // sample: a boosted model
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 2 * 1000).Select(_ => random.NextDouble())]; // feature f of row r at f · rows + r
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => values[row] + values[1000 + row] > 1.8 ? 1 : 0)]; // one row of 50
        var data = new Dataset(["age", "amount"], ["honest", "fraud"], values, labels);
        var split = StratifiedSplit.Create(data.Labels, 0.3, 0);
        var (train, test) = (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));

        var model = GradientBoostingClassifier.Fit(train, new() { Rounds = 50, Weighting = ClassWeighting.Balanced });

        var answers = new int[test.RowCount];
        model.Predict(test, answers);
        var matrix = new ConfusionMatrix(classCount: 2);
        matrix.AddPredictions(answers, test.Labels);
        Console.WriteLine($"balanced accuracy {matrix.BalancedAccuracy:F2}");

        using var file = new MemoryStream();
        ModelFile.Save(model, file, ModelSchema.Of(train)); // the same bytes on every machine
        // end
        return file.ToArray();
    }
}
