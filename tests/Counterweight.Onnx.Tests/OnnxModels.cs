using Counterweight.Losses.Point;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Tests;
using Counterweight.Training.Trees;

namespace Counterweight.Onnx.Tests;

/// <summary>A model of every kind by a name, with the rows it was fitted to.</summary>
internal static class OnnxModels
{
    private static readonly DecisionTreeOptions Small = new() { MaxDepth = 5 };
    private static readonly GradientBoostingOptions Rounds = new() { Rounds = 12, Tree = new() { MaxDepth = 4, MinHessian = 0.1 } };
    private static readonly AdaBoostOptions Votes = new() { Rounds = 15, Tree = new() { MaxDepth = 2 } };

    private static readonly Lazy<Dataset> Pima = new(TestData.Pima);
    private static readonly Lazy<Dataset> Glass = new(TestData.Glass);
    private static readonly Lazy<Dataset> Gaps = new(() => TestData.Random(3, 400, 6, 3, distinct: 9, missing: 0.2));
    private static readonly Lazy<Dataset> Categories = new(() => OfCategories(0));

    private static readonly Dictionary<string, Lazy<(ISavedModel Model, Dataset Rows)>> Models = new(StringComparer.Ordinal)
    {
        ["tree"] = Of(Glass, rows => DecisionTreeClassifier.Fit(rows)),
        ["exact tree"] = Of(Pima, rows => DecisionTreeClassifier.Fit(rows, Small with { Search = SplitSearchMethod.Exact })),
        ["tree, missing"] = Of(Gaps, rows => DecisionTreeClassifier.Fit(rows)),
        ["tree, categories"] = Of(Categories, rows => DecisionTreeClassifier.Fit(rows)),
        ["stump without split"] = Of(Pima, rows => DecisionTreeClassifier.Fit(rows, new() { MinRowCount = 10_000 })),
        ["forest"] = Of(Glass, rows => RandomForestClassifier.Fit(rows, new() { TreeCount = 60, Seed = 1 })),
        ["forest, two classes"] = Of(Pima, rows => RandomForestClassifier.Fit(rows, new() { TreeCount = 30, MaxDepth = 6, ClassSampling = ClassSampling.Balanced })),
        ["forest, missing"] = Of(Gaps, rows => RandomForestClassifier.Fit(rows, new() { TreeCount = 9 })),
        ["forest, categories"] = Of(Categories, rows => RandomForestClassifier.Fit(rows, new() { TreeCount = 20 })),
        ["extra trees"] = Of(Glass, rows => ExtraTreesClassifier.Fit(rows, new() { TreeCount = 12 })),
        ["forest without splits"] = Of(Glass, rows => RandomForestClassifier.Fit(rows, new() { TreeCount = 5, MinRowCount = 10_000 })),
        ["boosting"] = Of(Pima, rows => GradientBoostingClassifier.Fit(rows, Rounds)),
        ["boosting, six classes"] = Of(Glass, rows => GradientBoostingClassifier.Fit(rows, Rounds)),
        ["boosting, vector leaves"] = Of(Glass, rows => GradientBoostingClassifier.Fit(rows, Rounds with { Multiclass = GradientMulticlass.VectorLeaves })),
        ["boosting, missing"] = Of(Gaps, rows => GradientBoostingClassifier.Fit(rows, Rounds)),
        ["boosting, categories"] = Of(Categories, rows => GradientBoostingClassifier.Fit(rows, Rounds)),
        ["boosting, focal loss"] = Of(Pima, rows => GradientBoostingClassifier.Fit(rows, new BinaryFocalLoss<float>(2), Rounds)),
        ["boosting without splits"] = Of(Glass, rows => GradientBoostingClassifier.Fit(rows, Rounds with { Tree = new() { Gamma = 1e9 } })),
        ["regression"] = Of(Pima, rows => GradientBoostingRegressor.Fit(rows.WithTargets([.. rows.Labels.ToArray().Select((label, row) => label + (row % 7))]), Rounds)),
        ["AdaBoost"] = Of(Glass, rows => AdaBoostClassifier.Fit(rows, Votes)),
        ["AdaBoost, two classes"] = Of(Pima, rows => AdaBoostClassifier.Fit(rows, Votes)),
        ["AdaBoost, categories"] = Of(Categories, rows => AdaBoostClassifier.Fit(rows, Votes)),
        ["EasyEnsemble"] = Of(Pima, rows => EasyEnsembleClassifier.Fit(rows, new() { BagCount = 4, Boosting = Votes })),
        ["bagging of trees"] = Of(Glass, rows => BaggingClassifier.Fit(rows, (part, _, input) => DecisionTreeClassifier.Fit(part, Small, input), new() { BagCount = 4 })),
        ["bagging of regressions"] = Of(Pima, rows => BaggingClassifier.Fit(rows, (part, _, input) => LogisticRegressionClassifier.Fit(part, null, input), new() { BagCount = 3 })),
        ["bagging, categories"] = Of(Categories, rows => BaggingClassifier.Fit(rows, (part, _, input) => DecisionTreeClassifier.Fit(part, Small, input), new() { BagCount = 4 })),
        ["logistic regression"] = Of(Pima, rows => LogisticRegressionClassifier.Fit(rows)),
        ["logistic regression, six classes"] = Of(Glass, rows => LogisticRegressionClassifier.Fit(rows)),
        ["logistic regression, missing"] = Of(Gaps, rows => LogisticRegressionClassifier.Fit(rows)),
        ["logistic regression, categories"] = Of(Categories, rows => LogisticRegressionClassifier.Fit(rows, new() { MaxCategoryColumns = 20 })),
        ["logistic regression, categories alone"] = Of(() => Only(Categories.Value, [0, 2]), rows => LogisticRegressionClassifier.Fit(rows)),
        ["logistic regression, wide numbers"] = Of(() => Wide(Pima.Value), rows => LogisticRegressionClassifier.Fit(rows)),
        ["corrected boosting"] = Of(Pima, rows => new PriorCorrectedClassifier(GradientBoostingClassifier.Fit(rows, Rounds), [3, 1], [1, 5])),
        ["corrected forest"] = Of(Glass, rows => PriorCorrectedClassifier.Undoing(RandomForestClassifier.Fit(rows, new() { TreeCount = 10, Weighting = ClassWeighting.Balanced }), ClassWeighting.Balanced, rows)),
        ["correction that takes a class away"] = Of(Glass, rows => new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(rows), [1, 2, 1, 1, 1, 1], [1, 0, 1, 1, 1, 1])),
        ["correction of huge ratios"] = Of(Glass, rows => new PriorCorrectedClassifier(GradientBoostingClassifier.Fit(rows, Rounds), [1, 1e-200, 1, 1e150, 1, 1], [1, 1, 1, 1e-120, 1, 1])),
        ["correction of a class to almost nothing"] = Of(Glass, rows => new PriorCorrectedClassifier(DecisionTreeClassifier.Fit(rows), [1, 1e200, 1, 1, 1, 1], [1, 1e-200, 1, 1, 1, 1])),
        ["sigmoids"] = Of(Pima, rows => Calibrated(rows, CalibrationMethod.Sigmoid)),
        ["sigmoids of six classes"] = Of(Glass, rows => Calibrated(rows, CalibrationMethod.Sigmoid)),
        ["isotonic"] = Of(Pima, rows => Calibrated(rows, CalibrationMethod.Isotonic)),
        ["isotonic of six classes"] = Of(Glass, rows => Calibrated(rows, CalibrationMethod.Isotonic)),
        ["temperature"] = Of(Pima, rows => Calibrated(rows, CalibrationMethod.Temperature)),
        ["temperature of six classes"] = Of(Glass, rows => Calibrated(rows, CalibrationMethod.Temperature)),
        ["calibrated correction, corrected"] = Of(Pima, rows => new PriorCorrectedClassifier(
            CalibratedClassifier.Fit(rows, (part, _, input) => new PriorCorrectedClassifier(LogisticRegressionClassifier.Fit(part, null, input), [1, 2]), new() { FoldCount = 3 }), [2, 1])),
        ["bagging of calibrated ones"] = Of(Glass, rows => BaggingClassifier.Fit(
            rows, (part, _, input) => CalibratedClassifier.Fit(part, (own, _, next) => DecisionTreeClassifier.Fit(own, Small, next), new() { Method = CalibrationMethod.Isotonic, FoldCount = 2 }, input), new() { BagCount = 3 })),
    };

    public static IEnumerable<string> Names => Models.Keys;

    public static (ISavedModel Model, Dataset Rows) Get(string name) => Models[name].Value;

    /// <summary>Rows of two categories, of 70 and of 3, and of two numbers, all with missing values.</summary>
    public static Dataset OfCategories(int seed)
    {
        const int Count = 900;
        var random = new Random(seed);
        var (values, labels) = (new double[4 * Count], new int[Count]);
        for (var row = 0; row < Count; row++)
        {
            var (large, small) = (random.Next(70), random.Next(3));
            labels[row] = row < 3 ? row : ((large * 7 % 11) + small + random.Next(3)) % 3;
            values[row] = random.NextDouble() < 0.1 ? double.NaN : large;
            values[Count + row] = random.NextDouble() + labels[row];
            values[(2 * Count) + row] = random.NextDouble() < 0.1 ? double.NaN : small;
            values[(3 * Count) + row] = random.NextDouble() < 0.1 ? double.NaN : random.Next(5) * labels[row];
        }

        return new Dataset(["large", "number", "small", "count"], ["low", "mid", "high"], values, labels)
            .WithCategories([[.. Enumerable.Range(0, 70).Select(code => $"large {code}")], null, ["a", "b", "c"], null]);
    }

    private static CalibratedClassifier Calibrated(Dataset rows, CalibrationMethod method) => CalibratedClassifier.Fit(
        rows, (part, _, input) => GradientBoostingClassifier.Fit(part, Rounds, input), new() { Method = method, FoldCount = 3 });

    private static Lazy<(ISavedModel Model, Dataset Rows)> Of(Lazy<Dataset> rows, Func<Dataset, ISavedModel> fit) => Of(() => rows.Value, fit);

    private static Lazy<(ISavedModel Model, Dataset Rows)> Of(Func<Dataset> rows, Func<Dataset, ISavedModel> fit) => new(() =>
    {
        var data = rows();
        return (fit(data), data);
    });

    private static Dataset Only(Dataset data, int[] features) =>
        new Dataset([.. features.Select(feature => data.FeatureNames[feature])], data.ClassNames, [.. features.SelectMany(feature => data.Column(feature).ToArray())], data.Labels.ToArray())
            .WithCategories([.. features.Select(feature => data.Categories[feature])]);

    // Numbers at both ends of a double, and one that is constant.
    private static Dataset Wide(Dataset data) => new(
        data.FeatureNames,
        data.ClassNames,
        [.. data.Column(0).ToArray().Select(x => x * 1e300), .. data.Column(1).ToArray().Select(x => x * 1e-316), .. data.Column(2).ToArray().Select(_ => 7.0), .. Enumerable.Range(3, 5).SelectMany(feature => data.Column(feature).ToArray())],
        data.Labels.ToArray());
}
