using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;

namespace Counterweight.Onnx.Tests;

/// <summary>Rows in which a file could fall elsewhere than the library: those that a model was fitted to, thresholds and their neighbours, missing values and categories that are none.</summary>
internal static class HardRows
{
    private const int MostThresholds = 400;

    /// <summary>The rows, with labels that mean nothing and no categories: so that a category may be anything.</summary>
    public static Dataset Of(ISavedModel model, Dataset fitted)
    {
        var rows = Enumerable.Range(0, fitted.RowCount).Select(row => Row(fitted, row)).ToList();
        var random = new Random(7);
        var thresholds = Thresholds(model).Distinct().ToArray();
        random.Shuffle(thresholds);
        foreach (var (feature, threshold) in thresholds.Take(MostThresholds))
        {
            foreach (var value in Around(threshold))
            {
                Add(feature, value);
            }
        }

        for (var feature = 0; feature < fitted.FeatureCount; feature++)
        {
            foreach (var value in (double[])[double.NaN, 0, -0.0, -1, -0.5, 0.5, 2.5, 69.5, 70, 128, 1 << 24, (1 << 24) + 2, double.MaxValue, double.MinValue, double.Epsilon])
            {
                Add(feature, value);
            }
        }

        rows.Add([.. Enumerable.Repeat(double.NaN, fitted.FeatureCount)]);
        return Plain(fitted, rows);

        void Add(int feature, double value)
        {
            var row = Row(fitted, random.Next(fitted.RowCount));
            row[feature] = value;
            rows.Add(row);
        }
    }

    /// <summary>The same rows as floats.</summary>
    public static Dataset Single(Dataset rows) => new(
        rows.FeatureNames,
        rows.ClassNames.Count > 0 ? rows.ClassNames : ["none"],
        [.. Enumerable.Range(0, rows.FeatureCount).SelectMany(feature => rows.Column(feature).ToArray()).Select(value => (float)Math.Clamp(value, float.MinValue, float.MaxValue))],
        new int[rows.RowCount]);

    /// <summary>The first rows.</summary>
    public static Dataset First(Dataset rows, int count) => rows.Subset([.. Enumerable.Range(0, count)]);

    // As doubles and as floats.
    private static IEnumerable<double> Around(double threshold)
    {
        var near = (float)threshold;
        double[] around = [threshold, Math.BitIncrement(threshold), Math.BitDecrement(threshold), near, MathF.BitIncrement(near), MathF.BitDecrement(near)];
        return around.Where(double.IsFinite);
    }

    private static double[] Row(Dataset data, int row)
    {
        var values = new double[data.FeatureCount];
        for (var feature = 0; feature < values.Length; feature++)
        {
            values[feature] = data.Column(feature)[row];
        }

        return values;
    }

    private static Dataset Plain(Dataset fitted, List<double[]> rows) => new(
        fitted.FeatureNames,
        fitted.ClassNames.Count > 0 ? fitted.ClassNames : ["none"],
        [.. Enumerable.Range(0, fitted.FeatureCount).SelectMany(feature => rows.Select(row => row[feature]))],
        new int[rows.Count]);

    private static IEnumerable<(int Feature, double Threshold)> Thresholds(object model) => model switch
    {
        DecisionTreeClassifier tree => tree.Nodes.ToArray().Where(node => !node.IsLeaf && node.CategorySet < 0).Select(node => (node.Feature, node.Threshold)),
        Forest forest => forest.Nodes.ToArray().Where(node => !node.IsLeaf && node.CategorySet < 0).Select(node => (node.Feature, node.Threshold)),
        GradientBoostingClassifier boosting => Thresholds(boosting.Model),
        GradientBoostingRegressor boosting => Thresholds(boosting.Model),
        GradientBoostingModel boosting => boosting.Nodes.ToArray().Where(node => !node.IsLeaf && node.CategorySet < 0).Select(node => (node.Feature, node.Threshold)),
        AdaBoostClassifier votes => votes.Trees.SelectMany(Thresholds),
        EasyEnsembleClassifier ensemble => Thresholds(ensemble.Votes),
        BaggingClassifier bags => bags.Models.SelectMany(Thresholds),
        PriorCorrectedClassifier corrected => Thresholds(corrected.Classifier),
        CalibratedClassifier calibrated => Thresholds(calibrated.Classifier),
        _ => [],
    };
}
