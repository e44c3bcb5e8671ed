using System.Globalization;
using System.Runtime.InteropServices;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Comparison;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>What the models learn from and what they are judged by, against the same fits here.</summary>
public class SplitTests
{
    private const ulong FirstSeed = 4;
    private const double TestFraction = 0.3;

    private static readonly TableDataset Glass = Tables.Load(Runner.DataFile("glass.csv"), "type");

    private static readonly (string Model, string Weights, Func<Dataset, IClassifier> Fit)[] Models =
    [
        .. new[] { ClassWeighting.None, ClassWeighting.Balanced }.SelectMany(weighting => ((string, Func<Dataset, IClassifier>)[])
        [
            ("logistic regression", data => LogisticRegressionClassifier.Fit(data, new LogisticRegressionOptions { Weighting = weighting })),
            ("decision tree", data => DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { Weighting = weighting })),
            ("random forest", data => RandomForestClassifier.Fit(data, new RandomForestOptions { Weighting = weighting })),
            ("gradient boosting", data => GradientBoostingClassifier.Fit(data, new GradientBoostingOptions { Weighting = weighting })),
            ("AdaBoost", data => AdaBoostClassifier.Fit(data, new AdaBoostOptions { Weighting = weighting, Tree = new DecisionTreeOptions { MaxDepth = 4 } })),
        ],
        (weighting, model) => (model.Item1, weighting == ClassWeighting.None ? "unweighted" : "balanced", model.Item2)),
    ];

    [Fact]
    public void TwoSeedsAreMeansOfTheReportsOfTheirSplits()
    {
        var printed = CompareTests.RunJson("compare", Runner.DataFile("glass.csv"), "--label", "type", "--seed", "4", "--seeds", "2");
        var splits = new[] { Split(Glass.Data, FirstSeed), Split(Glass.Data, FirstSeed + 1) };

        Assert.Equal(Models.Length, printed.Length);
        foreach (var (name, weights, fit) in Models)
        {
            var model = Assert.Single(printed, model => model.GetProperty("model").ValueEquals(name) && model.GetProperty("weights").ValueEquals(weights));
            var fitted = splits.Select(split => fit(split.Train)).ToArray();
            ClassificationReport[] reports = [.. splits.Zip(fitted, (split, each) => Report(each, split.Test))];
            Assert.NotEqual(reports[0].MacroF1, reports[1].MacroF1);
            Assert.Equal(reports.Average(report => report.BalancedAccuracy), model.GetProperty("balancedAccuracy").GetDouble(), 1e-14);
            Assert.Equal(reports.Average(report => report.MacroF1), model.GetProperty("macroF1").GetDouble(), 1e-14);
            Assert.Equal(
                Glass.Data.ClassNames.Select((className, label) => (className, Round(reports.Average(report => report.Recall(label))))).Order(),
                model.GetProperty("recall").EnumerateObject().Select(recall => (recall.Name, Round(recall.Value.GetDouble()))).Order());
            Assert.True(model.GetProperty("kernelRowsPerSecond").GetDouble() > 0);
            if (fitted[1] is LogisticRegressionClassifier logistic)
            {
                Assert.Equal(logistic.Objective, model.GetProperty("objective").GetDouble());
                Assert.Equal(logistic.Iterations, model.GetProperty("iterations").GetInt32());
                Assert.Equal(logistic.StopReason.ToString(), model.GetProperty("stopped").GetString());
            }
            else if (fitted[1] is DecisionTreeClassifier tree)
            {
                Assert.Equal((tree.Nodes.Length, tree.Depth), (model.GetProperty("nodes").GetInt32(), model.GetProperty("depth").GetInt32()));
            }
        }
    }

    /// <summary>Every model is the one of the training rows alone, to the last byte of its file.</summary>
    [Fact]
    public void ModelsAreThoseOfTheTrainingRows()
    {
        var train = Split(Glass.Data, FirstSeed).Train;
        var compared = Compare(Glass.Data);

        Assert.Equal(Models.Length, compared.Count);
        foreach (var (name, weights, fit) in Models)
        {
            Assert.Equal(Saved(fit(train)), compared[$"{name}, {weights}"]);
        }
    }

    /// <summary>Whatever the test rows hold, the same labels make the same split, and the models stay the same to the last byte of their files.</summary>
    [Fact]
    public void NoModelSeesATestRow()
    {
        var data = Glass.Data;
        var values = new double[data.FeatureCount * data.RowCount];
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            data.Column(feature).CopyTo(values.AsSpan(feature * data.RowCount));
            foreach (var row in StratifiedSplit.Create(data.Labels, TestFraction, FirstSeed).TestRows)
            {
                values[(feature * data.RowCount) + row] = row % 3 == 0 ? double.NaN : 1e6 * (row - 100);
            }
        }

        var other = new Dataset(data.FeatureNames, data.ClassNames, values, data.Labels.ToArray());
        var (models, others) = (Compare(data), Compare(other));

        Assert.Equal(Models.Select(model => $"{model.Model}, {model.Weights}").Order(StringComparer.Ordinal), models.Keys.Order(StringComparer.Ordinal));
        Assert.All(models, model => Assert.Equal(model.Value, others[model.Key]));
    }

    private static Dictionary<string, byte[]> Compare(Dataset data) =>
        new ModelComparison(Glass with { Data = data }, new(FirstSeed, 1, new(null, null, TestFraction)), null, TestContext.Current.CancellationToken).Run()
            .Results.ToDictionary(result => $"{result.Model.Name}, {result.Model.WeightingName}", result => Saved(result.Last!), StringComparer.Ordinal);

    private static (Dataset Train, Dataset Test) Split(Dataset data, ulong seed)
    {
        var split = StratifiedSplit.Create(data.Labels, TestFraction, seed);
        return (data.Subset([.. split.TrainRows]), data.Subset([.. split.TestRows]));
    }

    private static ClassificationReport Report(IClassifier model, Dataset test)
    {
        var predicted = new int[test.RowCount];
        model.Predict(test, predicted);
        return new ClassificationReport(test.Labels, predicted, test.ClassCount);
    }

    // Logistic regression has no file: its numbers and, of its scaling, what it makes of all rows.
    private static byte[] Saved(IClassifier model)
    {
        if (model is LogisticRegressionClassifier logistic)
        {
            var predicted = new int[Glass.Data.RowCount];
            model.Predict(Glass.Data, predicted);
            double[] numbers =
            [
                .. Enumerable.Range(0, logistic.ClassCount).SelectMany(label => logistic.Weights(label).ToArray()),
                .. logistic.Intercepts,
                logistic.Objective,
                .. predicted,
            ];
            return MemoryMarshal.AsBytes<double>(numbers).ToArray();
        }

        using var file = new MemoryStream();
        ModelFile.Save((ISavedModel)model, file);
        return file.ToArray();
    }

    private static string Round(double value) => value.ToString("F12", CultureInfo.InvariantCulture);
}
