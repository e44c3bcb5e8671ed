using System.Reflection;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Splits;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Every option of every trainer whose models are saved, at the ends of its type: refused, or the model is saved, loaded and says the same.</summary>
public class TrainerExtremeOptionTests
{
    private const string Logistic = "logistic regression";
    private static readonly Dataset Data = TestData.Random(71, 60, 2, 3, distinct: 20);
    private static readonly Dataset Two = TestData.Random(72, 60, 2, 2, distinct: 20);
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data, isCategorical: [false, true]);
    private static readonly float[] Targets = [.. Enumerable.Range(0, 60).Select(row => (float)(row * 37 % 11))];
    private static readonly float[] Great = [.. Targets.Select(target => target * 1e30f)];
    private static readonly double[] Reals = [double.NaN, double.NegativeInfinity, -1, -0.0, double.Epsilon, 1e-300, 1e-100, 1e-40, 1e-9, 0.5, 1e9, 1e40, 1e100, 1e155, 1e300, double.MaxValue, double.PositiveInfinity];
    private static readonly string[] Counts = ["Rounds", "TreeCount", "BagCount"];

    private static readonly Dictionary<string, (object Options, Func<object, ISavedModel> Fit)> Cases = new(StringComparer.Ordinal)
    {
        ["decision tree"] = (new DecisionTreeOptions { MaxDepth = 4 }, options => DecisionTreeClassifier.Fit(Data, (DecisionTreeOptions)options)),
        ["exact decision tree"] = (new DecisionTreeOptions { MaxDepth = 4, Search = SplitSearchMethod.Exact }, options => DecisionTreeClassifier.Fit(Data, (DecisionTreeOptions)options)),
        ["random forest"] = (new RandomForestOptions { TreeCount = 3, MaxDepth = 4 }, options => RandomForestClassifier.Fit(Data, (RandomForestOptions)options)),
        ["extra trees"] = (new ExtraTreesOptions { TreeCount = 3, MaxDepth = 4 }, options => ExtraTreesClassifier.Fit(Data, (ExtraTreesOptions)options)),
        [Logistic] = (new LogisticRegressionOptions { MaxIterations = 40 }, options => LogisticRegressionClassifier.Fit(Data, (LogisticRegressionOptions)options)),
        ["AdaBoost"] = (new AdaBoostOptions { Rounds = 4 }, options => AdaBoostClassifier.Fit(Data, (AdaBoostOptions)options, new() { Validation = Data })),
        ["RUSBoost"] = (new AdaBoostOptions { Rounds = 4, ClassSampling = ClassSampling.Balanced }, options => AdaBoostClassifier.Fit(Data, (AdaBoostOptions)options, new() { Validation = Data })),
        ["EasyEnsemble"] = (new EasyEnsembleOptions { BagCount = 2, Boosting = new() { Rounds = 3 } }, options => EasyEnsembleClassifier.Fit(Data, (EasyEnsembleOptions)options, new() { Validation = Data })),
        ["boosting of classes"] = (new GradientBoostingOptions { Rounds = 4, Weighting = ClassWeighting.Custom(1, 2, 3) }, options => GradientBoostingClassifier.Fit(Bins, (GradientBoostingOptions)options, new() { Validation = Data })),
        ["boosting of two classes"] = (new GradientBoostingOptions { Rounds = 4, Tree = new() { L2 = 0, MinHessian = 0 } }, options => GradientBoostingClassifier.Fit(Two, (GradientBoostingOptions)options, new() { Validation = Two })),
        ["boosting by squares"] = (new GradientBoostingOptions { Rounds = 4 }, options => GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), (GradientBoostingOptions)options, new() { Validation = Data.WithTargets(Targets) })),
        ["boosting of great values"] = (new GradientBoostingOptions { Rounds = 4 }, options => GradientBoostingRegressor.Fit(Bins.WithTargets(Great), (GradientBoostingOptions)options, new() { Validation = Data.WithTargets(Great) })),
        ["boosting by quantiles"] = (new GradientBoostingOptions { Rounds = 4 }, options => GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), new QuantileLoss<float>(0.3f), (GradientBoostingOptions)options, new() { Validation = Data.WithTargets(Targets) })),
        ["boosting of counts"] = (new GradientBoostingOptions { Rounds = 4, Tree = new() { L2 = 0, MinHessian = 0 } }, options => GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), new PoissonLoss<float>(), (GradientBoostingOptions)options, new() { Validation = Data.WithTargets(Targets) })),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    /// <summary>Exact search and logistic regression take none.</summary>
    public static TheoryData<string> WithFeatureWeights => [.. Cases.Keys.Where(name => !name.StartsWith("exact", StringComparison.Ordinal) && !string.Equals(name, Logistic, StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRefusedOrSavedLoadedAndSaysTheSame(string name)
    {
        var (options, fit) = Cases[name];
        var faults = new List<string>();
        var (taken, refused) = (0, 0);
        foreach (var (what, changed) in Changed(options))
        {
            try
            {
                var model = fit(changed);
                taken++;
                var bytes = TestData.Saved(model);
                var data = string.Equals(name, "boosting of two classes", StringComparison.Ordinal) ? Two : Data;
                var said = Trainers.Say(model, data);
                Assert.All(said, value => Assert.True(double.IsFinite(value)));
                var loaded = (ISavedModel)ModelFile.Load(new MemoryStream(bytes)).Model;
                Assert.Equal(said, Trainers.Say(loaded, data));
                Assert.Equal(bytes, TestData.Saved(loaded));
            }
            catch (ArgumentException error) when (string.Equals(error.ParamName, "options", StringComparison.Ordinal))
            {
                // It is the option that is named.
                var words = what.Split(' ');
                Assert.StartsWith(words[0] is "Tree" or "Boosting" ? $"{words[0]}.{words[1]}" : words[0], error.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception error)
            {
                faults.Add($"{what}: {error.GetType().Name} {error.Message.ReplaceLineEndings(" ")}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(taken > 20 && refused > 10);
    }

    [Theory]
    [MemberData(nameof(WithFeatureWeights))]
    public void AFactorOfAllFeaturesIsRefusedOrChangesNothing(string name)
    {
        var (options, fit) = Cases[name];
        var data = string.Equals(name, "boosting of two classes", StringComparison.Ordinal) ? Two : Data;
        var said = Trainers.Say(fit(options), data);
        foreach (var power in (int[])[-1074, -1022, -340, -332, -100, 100, 332, 333, 1023])
        {
            var factor = Math.ScaleB(1, power);
            double[] factors = [factor, factor];
            object scaled = options switch
            {
                DecisionTreeOptions tree => tree with { FeatureWeights = factors },
                RandomForestOptions forest => forest with { FeatureWeights = factors },
                ExtraTreesOptions forest => forest with { FeatureWeights = factors },
                EasyEnsembleOptions ensemble => ensemble with { Boosting = ensemble.Boosting with { Tree = ensemble.Boosting.Tree with { FeatureWeights = factors } } },
                AdaBoostOptions boosting => boosting with { Tree = boosting.Tree with { FeatureWeights = factors } },
                _ => (GradientBoostingOptions)options with { FeatureWeights = factors },
            };
            if (Math.Abs(power) > 332)
            {
                Assert.Throws<ArgumentOutOfRangeException>("options", () => fit(scaled));
            }
            else
            {
                Assert.Equal(said, Trainers.Say(fit(scaled), data));
            }
        }
    }

    /// <summary>The same options but for one.</summary>
    private static IEnumerable<(string What, object Options)> Changed(object options)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var isInner = property.PropertyType == typeof(DecisionTreeOptions) || property.PropertyType == typeof(AdaBoostOptions) || property.PropertyType == typeof(GradientTreeOptions);
            var values = isInner ? Changed(property.GetValue(options)!).Select(pair => (pair.What, pair.Options)) : Values(property).Select(value => (Text(value), value));
            foreach (var (what, value) in values)
            {
                var copy = options.GetType().GetMethod("<Clone>$")!.Invoke(options, [])!;
                property.SetValue(copy, value);
                yield return ($"{property.Name} {what}", copy);
            }
        }
    }

    private static string Text(object value) => value is double[] numbers ? string.Join(' ', numbers) : $"{value}";

    private static IEnumerable<object> Values(PropertyInfo property)
    {
        var type = property.PropertyType;
        return type == typeof(double) ? Reals.Cast<object>()
            : type == typeof(int) ? ((int[])[int.MinValue, -1, 0, 1, 2, .. Counts.Contains(property.Name, StringComparer.Ordinal) ? (int[])[] : [int.MaxValue]]).Cast<object>()
            : type == typeof(ulong) ? [0UL, ulong.MaxValue]
            : type == typeof(bool) ? [false, true]
            : type.IsEnum ? [.. Enum.GetValues(type).Cast<object>(), Enum.ToObject(type, 99)]
            : type == typeof(MaxFeatures) ? [MaxFeatures.Log2, MaxFeatures.Fraction(double.Epsilon), MaxFeatures.Number(int.MaxValue)]
            : type == typeof(CategoryOptions) ? [.. Reals.Select(value => (object)new CategoryOptions { Smoothing = value }), new CategoryOptions { MinRowCount = long.MaxValue }, new CategoryOptions { MaxCategories = 1 }]
            : type == typeof(Impurity) ? [.. Impurities.All, Impurities.Cubic]
            : type == typeof(ClassWeighting) ? Weightings.Extremes.Cast<object>()
            : type == typeof(ClassSampling) ? [ClassSampling.None, ClassSampling.Balanced, ClassSampling.BalancedWithoutReplacement, ClassSampling.Ratio(double.Epsilon), ClassSampling.Ratio(0.5, false)]
            : type == typeof(LogisticRegressionClassifier) ? [LogisticRegressionClassifier.Fit(Data), LogisticRegressionClassifier.Fit(Data, new() { C = 1e300, MaxIterations = 1 }), LogisticRegressionClassifier.Fit(Two)]
            : type == typeof(HessianFactor) ? [default(HessianFactor)]
            : type == typeof(IReadOnlyList<double>) ? Reals.Select(value => (object)(double[])[value, value])
            : throw new NotSupportedException($"{property.Name} has no values here.");
    }
}
