// sample: usings
using System.Globalization;
using Counterweight.Losses.Point;
using Counterweight.Metrics;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Forests;
using Counterweight.Training.Interchange;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Counterweight.Training.Tuning;
// end
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>The README's code that needs the trainers, each sample between its markers, and what it must do.</summary>
public sealed class ReadmeSamples
{
    [Fact]
    public void FileOfYourOwn()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", "pima.csv");

        // sample: a file
        var lines = File.ReadAllLines(path); // numbers with a header, the class last
        string[] names = lines[0].Split(',')[..^1];
        string[][] cells = [.. lines.Skip(1).Select(line => line.Split(','))];
        string[] classes = [.. cells.Select(row => row[^1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]; // class 0 is the first
        float[] values = [.. names.SelectMany((_, feature) => cells.Select(row => float.Parse(row[feature], CultureInfo.InvariantCulture)))]; // feature after feature
        int[] labels = [.. cells.Select(row => Array.IndexOf(classes, row[^1]))];
        var data = new Dataset(names, classes, values, labels);

        var split = StratifiedSplit.Create(data.Labels, testFraction: 0.3, seed: 0);
        var (train, test) = (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));
        // end

        Assert.Equal(TestData.Pima().Labels.ToArray(), data.Labels.ToArray());
        Assert.Equal((768, "neg pos"), (train.RowCount + test.RowCount, string.Join(' ', data.ClassNames)));
        Assert.Equal(TestData.Pima().Column(7)[767], data.Column(7)[767]);
    }

    [Fact]
    public void Boosting()
    {
        var all = TestData.BreastCancer();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));

        // sample: boosting, saved and loaded
        var options = new GradientBoostingOptions { Rounds = 50, Weighting = ClassWeighting.Balanced, DegreeOfParallelism = 2 };
        var model = GradientBoostingClassifier.Fit(train, options); // missing values are NaN

        var probabilities = new double[test.RowCount * test.ClassCount];
        model.PredictProbabilities(test, probabilities);

        using var file = new MemoryStream();
        ModelFile.Save(model, file, ModelSchema.Of(train)); // the same bytes for any number of threads
        file.Position = 0;
        var again = ModelFile.Load<GradientBoostingClassifier>(file).Model; // predicts the same bits
        // end

        var predicted = new int[test.RowCount];
        again.Predict(test, predicted);
        var right = Enumerable.Range(0, test.RowCount).Count(row => predicted[row] == test.Labels[row]);
        Assert.InRange((double)right / test.RowCount, 0.93, 1);
        for (var row = 0; row < test.RowCount; row++)
        {
            Assert.Equal(predicted[row], probabilities[2 * row] >= probabilities[(2 * row) + 1] ? 0 : 1);
        }
    }

    [Fact]
    public void Ensembles()
    {
        var all = TestData.Pima();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));

        // sample: resampling and balanced ensembles
        var smote = new OverResampler(new Smote(neighborCount: 5)) { Strategy = SamplingStrategy.Ratio(0.8) };
        var boosted = GradientBoostingClassifier.Fit(train, new() { Rounds = 50 }, new() { Resampler = smote }); // training rows alone
        var judged = CrossValidation.PredictProbabilities( // resampled outside each fold; no copy or new row of a fold is trained on
            train, (rows, fold, input) => RandomForestClassifier.Fit(rows, new() { Seed = (ulong)fold }, input), input: new() { Resampler = smote });

        var balanced = RandomForestClassifier.Fit(train, new() { ClassSampling = ClassSampling.BalancedWithoutReplacement }); // per tree
        var easy = EasyEnsembleClassifier.Fit(train); // AdaBoost on 10 balanced bags
        var bags = BaggingClassifier.Fit(train, (rows, bag, input) => LogisticRegressionClassifier.Fit(rows, null, input)); // of any trainer
        // end

        Assert.Equal(2 * train.RowCount, judged.Length);
        foreach (var model in (IClassifier[])[boosted, balanced, easy, bags])
        {
            var report = new ClassificationReport(test.Labels, TestData.Predict(model, test), 2);
            Assert.InRange(report.BalancedAccuracy, 0.68, 0.85);
        }
    }

    [Fact]
    public void Corrected()
    {
        var all = TestData.Pima();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));

        // sample: prior correction of a classifier
        var smote = new OverResampler(new Smote());
        var resampled = LogisticRegressionClassifier.Fit(train, input: new() { Resampler = smote });
        double[] before = [.. train.CountClasses()];
        double[] after = [.. smote.Resample(train, seed: 0).CountClasses()];
        var corrected = new PriorCorrectedClassifier(resampled, trained: after, deployed: before); // is saved as any other

        var weighted = LogisticRegressionClassifier.Fit(train, new() { Weighting = ClassWeighting.Balanced });
        var undone = PriorCorrectedClassifier.Undoing(weighted, ClassWeighting.Balanced, train);

        var predicted = new int[test.RowCount];
        undone.Predict(test, predicted);
        var report = new ClassificationReport(test.Labels, predicted, test.ClassCount);
        Console.WriteLine($"recall of class 1 {report.Recall(1):F2}, balanced accuracy {report.BalancedAccuracy:F2}");
        // end

        Assert.InRange(report.BalancedAccuracy, 0.65, 0.85);
        var rate = test.CountClasses()[1] / (double)test.RowCount;
        foreach (var model in (IProbabilisticClassifier[])[corrected, undone])
        {
            var probabilities = new double[2 * test.RowCount];
            model.PredictProbabilities(test, probabilities);
            Assert.Equal(rate, probabilities.Chunk(2).Average(pair => pair[1]), 0.05);
        }
    }

    [Fact]
    public void Calibrated()
    {
        var all = TestData.Pima();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));
        int[] patients = [.. Enumerable.Range(0, train.RowCount).Select(row => row / 2)];

        // sample: calibrated classifier and grouped, repeated folds
        ClassifierTrainer trainer = (rows, fold, input) => LogisticRegressionClassifier.Fit(rows, new() { Weighting = ClassWeighting.Balanced }, input);
        var calibrated = CalibratedClassifier.Fit(train, trainer, new() { Method = CalibrationMethod.Sigmoid }); // is saved as any other

        var probabilities = new double[test.RowCount * test.ClassCount];
        calibrated.PredictProbabilities(test, probabilities);
        var score = ProbabilityScore.Brier(probabilities, test.ClassCount, test.Labels);
        Console.WriteLine($"Brier score {score.Mean:F2}"); // 0.30, and 0.33 without calibration

        var folds = new CrossValidationOptions { FoldCount = 5, RepeatCount = 3, Groups = patients }; // rows of a patient are in one fold
        var judged = CrossValidation.PredictProbabilities(train, trainer, folds); // one probability a row and class, repeat after repeat
        // end

        Assert.Equal(3 * 2 * train.RowCount, judged.Length);
        calibrated.Classifier.PredictProbabilities(test, probabilities);
        Assert.Equal((0.30, 0.33), (Math.Round(score.Mean, 2), Math.Round(ProbabilityScore.Brier(probabilities, 2, test.Labels).Mean, 2)));
    }

    [Fact]
    public void Tuned()
    {
        var all = TestData.Pima();
        var split = StratifiedSplit.Create(all.Labels, 0.3, 0);
        var (train, test) = (all.Subset([.. split.TrainRows]), all.Subset([.. split.TestRows]));

        // sample: tuning
        var costs = new MistakeCosts(falseAlarm: 1, miss: 8); // or of each row: new MistakeCosts([1], amounts)
        var tuned = Tune.Fit(train, (rows, part, input) => LogisticRegressionClassifier.Fit(rows, input: input), costs);

        var alarms = new int[test.RowCount];
        tuned.Predict(test, alarms); // 1 where missing the row is the greater risk
        var gain = tuned.Report.TunedLessBalanced; // on rows held out of models and choices
        Console.WriteLine($"{tuned.Choice.Weighting}; {gain.Mean:F2} a row beside balanced weights, in [{gain.Lower:F2}, {gain.Upper:F2}]");
        // end

        Assert.True(gain.Upper < 0);
        var report = new ClassificationReport(test.Labels, alarms, 2);
        Assert.InRange(report.Recall(1), 0.85, 1);
    }

    [Fact]
    public void Categories()
    {
        var folder = Directory.CreateTempSubdirectory("counterweight").FullName;
        var path = Path.Combine(folder, "claims.cw");

        // sample: categories, saved with their names and mapped
        double[] values = [23, 61, 35, double.NaN, 48, 52, /* vehicle */ 0, 1, 2, 2, 0, double.NaN]; // two features of six rows
        var claims = new Dataset(["age", "vehicle"], ["honest", "fraud"], values, labels: [0, 1, 0, 0, 1, 1])
            .WithCategories([null, ["van", "car", "lorry"]]); // null: a number
        var model = RandomForestClassifier.Fit(claims);
        ModelFile.Save(model, path, ModelSchema.Of(claims)); // whole or not at all: written beside it, then renamed

        var loaded = ModelFile.Load<RandomForestClassifier>(path);
        var later = new Dataset(["vehicle", "colour", "age"], ["?"], [1.0, 0, 7, 7, 50, 20], labels: [0, 0])
            .WithCategories([["tram", "lorry"], null, null]); // no class is known yet
        var rows = loaded.Schema.Map(later); // age and vehicle; a lorry, and a vehicle that the model does not know
        var probabilities = new double[rows.RowCount * loaded.Model.ClassCount];
        loaded.Model.PredictProbabilities(rows, probabilities);
        // end

        Directory.Delete(folder, recursive: true);
        Assert.Equal([50, 20], rows.Column(0).ToArray());
        Assert.Equal([2, double.NaN], rows.Column(1).ToArray());
        var expected = new double[4];
        model.PredictProbabilities(TestData.Create(2, 2, [50, 20, 2, double.NaN], [0, 0]), expected);
        Assert.Equal(expected, probabilities);
        Assert.Equal([1, 1], probabilities.Chunk(2).Select(pair => pair[0] + pair[1]));
    }

    [Fact]
    public void FilesOfLightGbm()
    {
        var folder = Directory.CreateTempSubdirectory("counterweight").FullName;
        var path = Path.Combine(folder, "model.txt");
        var train = TestData.Pima();

        // sample: LightGBM's files
        var model = GradientBoostingClassifier.Fit(train, new() { Weighting = ClassWeighting.Balanced, PriorCorrection = PriorCorrection.InitialScores });
        using (var file = File.Create(path))
        {
            LightGbmFile.Save(model, file, ModelSchema.Of(train)); // LightGBM's raw scores are then ours, to the bit
        }

        using var source = File.OpenRead(path); // ours, or one that LightGBM trained
        var read = LightGbmFile.LoadClassifier(source);
        var probabilities = new double[train.RowCount * read.Model.ClassCount];
        read.Model.PredictProbabilities(read.Schema.Map(train), probabilities);
        // end

        source.Dispose();
        Directory.Delete(folder, recursive: true);
        var expected = new double[probabilities.Length];
        model.PredictProbabilities(train, expected);
        Assert.Equal(expected, probabilities);
    }

    [Fact]
    public void FilesOfXGBoost()
    {
        var golden = new Interchange.XGBoostCases("three classes");
        var (path, rows) = (Path.GetTempFileName(), golden.Rows);
        File.WriteAllText(path, golden.Model);

        // sample: XGBoost's files
        var (model, schema) = XGBoostFile.LoadClassifier(path); // Booster.save_model("model.json")
        var probabilities = new double[rows.RowCount * model.ClassCount];
        model.PredictProbabilities(rows, probabilities); // where XGBoost knew names, of schema.Map(rows)
        // end

        File.Delete(path);
        Assert.Empty(schema.Features);
        Assert.All(golden.Predictions.Zip(probabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Regression()
    {
        // sample: regression, stopped early
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 2 * 1000).Select(_ => random.NextDouble())]; // feature f of row r at f · rows + r
        float[] targets = [.. Enumerable.Range(0, 1000).Select(row => (float)((10 * values[row]) - values[1000 + row]))];
        var data = Dataset.ForRegression(["age", "dose"], values, targets);
        var (train, test) = (data.Subset([.. Enumerable.Range(0, 800)]), data.Subset([.. Enumerable.Range(800, 200)]));

        var stopping = new GradientBoostingOptions { Rounds = 500, EarlyStoppingRounds = 20 };
        var model = GradientBoostingRegressor.Fit(train, new HuberLoss<float>(0.5f), stopping, new() { Validation = test });

        var predicted = new double[200];
        model.Predict(test, predicted); // of Poisson's loss: logarithms of the means
        // end

        var error = Enumerable.Range(0, 200).Average(row => Math.Abs(predicted[row] - targets[800 + row]));
        Assert.InRange(error, 0, 0.3);
        Assert.InRange(model.ValidationHistory[model.Model.RoundCount], 0, 0.1);
    }

    [Fact]
    public void OwnImpurity()
    {
        var train = TestData.Pima();

        // sample: trees by an impurity of your own
        var forest = RandomForestClassifier.Fit(train, new() { Impurity = Impurity.Of(new CubicImpurity()) });
        // end

        var gini = RandomForestClassifier.Fit(train);
        double[][] probabilities = [new double[train.RowCount * 2], new double[train.RowCount * 2]];
        forest.PredictProbabilities(train, probabilities[0]);
        gini.PredictProbabilities(train, probabilities[1]);
        Assert.NotEqual(probabilities[0], probabilities[1]);
        Assert.True(Enumerable.Range(0, train.RowCount).Count(row => (probabilities[0][(2 * row) + 1] > 0.5) == (train.Labels[row] == 1)) > 700);
    }
}
