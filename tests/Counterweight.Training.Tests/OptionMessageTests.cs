using System.Globalization;
using System.Reflection;
using Counterweight.Splits;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>An option outside its range is refused by one sentence: its name, its value, its rule, the same in every culture.</summary>
public sealed class OptionMessageTests
{
    private static readonly Dataset Data = TestData.Random(71, 60, 2, 3);
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data);
    private static readonly double[] BadReals = [-0.5, double.NaN, double.NegativeInfinity];

    private static readonly Dictionary<string, (object Options, Action<object> Fit)> Cases = new(StringComparer.Ordinal)
    {
        ["decision tree"] = (new DecisionTreeOptions(), options => DecisionTreeClassifier.Fit(Data, (DecisionTreeOptions)options)),
        ["decision tree of bins"] = (new DecisionTreeOptions(), options => DecisionTreeClassifier.Fit(Bins, (DecisionTreeOptions)options)),
        ["random forest"] = (new RandomForestOptions(), options => RandomForestClassifier.Fit(Data, (RandomForestOptions)options)),
        ["random forest of bins"] = (new RandomForestOptions(), options => RandomForestClassifier.Fit(Bins, (RandomForestOptions)options)),
        ["extra trees"] = (new ExtraTreesOptions(), options => ExtraTreesClassifier.Fit(Data, (ExtraTreesOptions)options)),
        ["logistic regression"] = (new LogisticRegressionOptions(), options => LogisticRegressionClassifier.Fit(Data, (LogisticRegressionOptions)options)),
        ["AdaBoost"] = (new AdaBoostOptions(), options => AdaBoostClassifier.Fit(Data, (AdaBoostOptions)options)),
        ["AdaBoost of bins"] = (new AdaBoostOptions(), options => AdaBoostClassifier.Fit(Bins, (AdaBoostOptions)options)),
        ["EasyEnsemble"] = (new EasyEnsembleOptions(), options => EasyEnsembleClassifier.Fit(Data, (EasyEnsembleOptions)options)),
        ["boosting of classes"] = (new GradientBoostingOptions(), options => GradientBoostingClassifier.Fit(Data, (GradientBoostingOptions)options)),
        ["boosting of bins"] = (new GradientBoostingOptions(), options => GradientBoostingClassifier.Fit(Bins, (GradientBoostingOptions)options)),
        ["boosting of numbers"] = (new GradientBoostingOptions(), options => GradientBoostingRegressor.Fit(Data.WithTargets(new float[60]), (GradientBoostingOptions)options)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryOptionIsNamedWithItsValueAndItsRule(string name)
    {
        var (options, fit) = Cases[name];
        var bad = Bad(options, "").ToList();
        Assert.True(bad.Count >= 10);
        InCulture(Comma(), () => Assert.All(bad, one =>
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>("options", () => fit(one.Options));
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{one.Name} is {one.Value}; it must be "), error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("0,5", error.Message, StringComparison.Ordinal);
        }));
    }

    [Fact]
    public void WeightsAreNamedWithTheirIndexInEveryCulture()
    {
        double[] weights = [.. Enumerable.Repeat(1.0, 60)];
        weights[17] = -0.5;
        InCulture(Comma(), () =>
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>("input", () => DecisionTreeClassifier.Fit(Data, input: new() { SampleWeights = weights }));
            Assert.Equal("SampleWeights[17] is -0.5; it must be finite and at least 0. (Parameter 'input')", error.Message);
            error = Assert.Throws<ArgumentOutOfRangeException>("weights", () => ClassWeighting.Custom(1, -0.5));
            Assert.Equal("weights[1] is -0.5; it must be finite and at least 0. (Parameter 'weights')", error.Message);
            error = Assert.Throws<ArgumentOutOfRangeException>("beta", () => ClassWeighting.EffectiveNumber(1.5));
            Assert.Equal("beta is 1.5; it must be in [0, 1). (Parameter 'beta')", error.Message);
            error = Assert.Throws<ArgumentOutOfRangeException>("fraction", () => MaxFeatures.Fraction(1.5));
            Assert.Equal("fraction is 1.5; it must be in (0, 1]. (Parameter 'fraction')", error.Message);
            Assert.Equal("custom 0.5, 2", ClassWeighting.Custom(0.5, 2).ToString());
        });
    }

    private static CultureInfo Comma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "−";
        Assert.Equal("−0,5", (-0.5).ToString(culture));
        return culture;
    }

    private static void InCulture(CultureInfo culture, Action action)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            action();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The same options but for one outside its range. Options without a range are those of the types that <see cref="Values"/> gives none.</summary>
    private static IEnumerable<(string Name, object? Value, object Options)> Bad(object options, string holder)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var isInner = property.PropertyType == typeof(DecisionTreeOptions) || property.PropertyType == typeof(AdaBoostOptions) || property.PropertyType == typeof(GradientTreeOptions);
            var bad = isInner
                ? Bad(property.GetValue(options)!, $"{holder}{property.Name}.")
                : Values(property).Select(one => ($"{holder}{property.Name}{one.Suffix}", one.Told, one.Value));
            foreach (var (name, told, value) in bad)
            {
                var copy = options.GetType().GetMethod("<Clone>$")!.Invoke(options, [])!;
                property.SetValue(copy, value);
                yield return (name, told, copy);
            }
        }
    }

    private static IEnumerable<(string Suffix, object? Told, object Value)> Values(PropertyInfo property)
    {
        var type = property.PropertyType;
        return type == typeof(double) ? BadReals.Select(value => ("", (object?)value, (object)value))
            : type == typeof(int) ? ((int[])[int.MinValue, -1]).Select(value => ("", (object?)value, (object)value))
            : type.IsEnum ? [("", 99, Enum.ToObject(type, 99))]
            : type == typeof(IReadOnlyList<double>) ? BadReals.Select(value => ("[1]", (object?)value, (object)(double[])[1, value]))
            : type == typeof(CategoryOptions) ? BadReals.Select(value => (".Smoothing", (object?)value, (object)new CategoryOptions { Smoothing = value }))
            : type == typeof(bool) || type == typeof(ulong) || type == typeof(MaxFeatures) || type == typeof(ClassWeighting) || type == typeof(ClassSampling) || type == typeof(Impurity) || type == typeof(LogisticRegressionClassifier) ? []
            : throw new NotSupportedException($"{property.Name} has no values here.");
    }
}
