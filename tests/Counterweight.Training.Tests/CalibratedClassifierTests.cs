using System.Security.Cryptography;
using Counterweight.Calibration;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Probabilities calibrated on rows that the classifier has not seen.</summary>
public sealed class CalibratedClassifierTests
{
    private static readonly Dataset Data = TestData.Random(81, 120, 3, 3);

    public static TheoryData<CalibrationMethod> Methods => [.. Enum.GetValues<CalibrationMethod>()];

    /// <summary>What the parts of the library say by hand.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ASigmoidOfTwoClassesIsThatOfFoldsPredictedByOthers(bool hasWeights)
    {
        double[] weights = hasWeights ? [.. Enumerable.Range(0, TestData.Pima().RowCount).Select(row => row % 7 < 2 ? 9.0 : 1)] : [];
        var data = hasWeights ? TestData.Pima().WithSampleWeights(weights) : TestData.Pima();
        var model = CalibratedClassifier.Fit(data, Tree, new() { FoldCount = 4, Seed = 3 });
        var folds = CrossValidation.PredictProbabilities(data, Tree, new() { FoldCount = 4, Seed = 3 });
        double[] odds = [.. Enumerable.Range(0, data.RowCount).Select(row => Math.Log(Math.Max(folds[(2 * row) + 1], 1e-15)) - Math.Log(Math.Max(1 - folds[(2 * row) + 1], 1e-15)))];
        var line = PlattScaling.Fit(odds, [.. data.Labels], weights);
        Assert.Equal(line.Slope, Assert.Single(model.Sigmoids).Slope, 1e-9 * line.Slope);
        Assert.Equal(line.Intercept, model.Sigmoids[0].Intercept, 1e-9);
        Assert.Empty(model.Functions);
        Assert.Equal((0, 2, data.FeatureCount, CalibrationMethod.Sigmoid), (model.Temperature, model.ClassCount, model.FeatureCount, model.Method));

        // The classifier that is asked is of all rows.
        var tree = Tree(data, 4, default);
        var (given, calibrated) = (Probabilities(tree, data), Probabilities(model, data));
        Assert.Equal(given, Probabilities(model.Classifier, data));
        for (var row = 0; row < data.RowCount; row++)
        {
            var odd = Math.Log(Math.Max(given[(2 * row) + 1], 1e-15)) - Math.Log(Math.Max(1 - given[(2 * row) + 1], 1e-15));
            Assert.Equal(1 / (1 + Math.Exp(-((line.Slope * odd) + line.Intercept))), calibrated[(2 * row) + 1], 1e-9);
            Assert.Equal(1, calibrated[2 * row] + calibrated[(2 * row) + 1], 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void SeveralClassesAreCalibratedAgainstTheOthers(CalibrationMethod method)
    {
        var model = CalibratedClassifier.Fit(Data, Tree, new() { Method = method });
        Assert.Equal(method == CalibrationMethod.Sigmoid ? 3 : 0, model.Sigmoids.Count);
        Assert.Equal(method == CalibrationMethod.Isotonic ? 3 : 0, model.Functions.Count);
        Assert.Equal(method == CalibrationMethod.Temperature, model.Temperature > 0);
        var probabilities = Probabilities(model, Data);
        Assert.All(probabilities.Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-14));
        Assert.Equal(probabilities.Chunk(3).Select(row => Array.IndexOf(row, row.Max())), TestData.Predict(model, Data));
        if (method == CalibrationMethod.Temperature)
        {
            Assert.Equal(TestData.Predict(model.Classifier, Data), TestData.Predict(model, Data));
        }

        if (method == CalibrationMethod.Isotonic)
        {
            var given = Probabilities(model.Classifier, Data);
            var (own, mapped) = (new double[3], new double[3]);
            for (var row = 0; row < 10; row++)
            {
                for (var label = 0; label < 3; label++)
                {
                    own[0] = given[(3 * row) + label];
                    model.Functions[label].Apply<double>(own.AsSpan(0, 1), mapped.AsSpan(label, 1));
                }

                var sum = mapped.Sum();
                Assert.Equal(mapped.Select(value => sum == 0 ? 1 / 3.0 : value / sum), probabilities[(3 * row)..((3 * row) + 3)], (one, other) => Math.Abs(one - other) < 1e-14);
            }
        }
    }

    /// <summary>Balanced weights, boosted trees: probabilities of the rare class are far too high. Every calibration brings their mean to its rate, and the log loss of held-out rows down.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void ProbabilitiesComeNearTheRate(CalibrationMethod method)
    {
        var (train, test) = (Rare(1), Rare(2));
        ClassifierTrainer trainer = (rows, _, input) => GradientBoostingClassifier.Fit(rows, new() { Weighting = ClassWeighting.Balanced, Rounds = 20 }, input);
        var model = CalibratedClassifier.Fit(train, trainer, new() { Method = method });
        var (plain, calibrated) = (Probabilities(model.Classifier, test), Probabilities(model, test));
        Assert.True(LogLoss(calibrated, test) < LogLoss(plain, test), $"{LogLoss(calibrated, test)} {LogLoss(plain, test)}");
        if (method != CalibrationMethod.Temperature)
        {
            var rate = test.Labels.ToArray().Average();
            Assert.Equal(rate, Rate(calibrated), 0.015);
            Assert.InRange(Rate(plain), 2 * rate, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ThreadsAndPowersOfTwoChangeNoByteOfAModel(CalibrationMethod method)
    {
        double[] weights = [.. Enumerable.Range(0, Data.RowCount).Select(row => row % 5 / 2.0)];
        var one = TestData.Saved(CalibratedClassifier.Fit(Data, Tree, new() { Method = method }, new() { SampleWeights = weights }));
        Assert.Equal(one, TestData.Saved(CalibratedClassifier.Fit(Data, Tree, new() { Method = method, DegreeOfParallelism = 3 }, new() { SampleWeights = weights })));
        Assert.Equal(one, TestData.Saved(CalibratedClassifier.Fit(Data.WithSampleWeights(weights), Tree, new() { Method = method })));
        if (method != CalibrationMethod.Sigmoid)
        {
            Assert.Equal(one, TestData.Saved(CalibratedClassifier.Fit(Data, Tree, new() { Method = method }, new() { SampleWeights = [.. weights.Select(weight => 8 * weight)] })));
        }

        Assert.NotEqual(one, TestData.Saved(CalibratedClassifier.Fit(Data, Tree, new() { Method = method })));
        Assert.NotEqual(one, TestData.Saved(CalibratedClassifier.Fit(Data, Tree, new() { Method = method, Seed = 1 }, new() { SampleWeights = weights })));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ModelsAreSavedWithTheirClassifier(CalibrationMethod method)
    {
        foreach (var data in (Dataset[])[Data, TestData.Random(82, 90, 3, 2)])
        {
            var model = CalibratedClassifier.Fit(data, Tree, new() { Method = method });
            var bytes = TestData.Saved(model);
            var loaded = ModelFile.Load<CalibratedClassifier>(new MemoryStream(bytes)).Model;
            Assert.Equal(Probabilities(model, data), Probabilities(loaded, data));
            Assert.Equal((model.Method, model.Temperature), (loaded.Method, loaded.Temperature));
            Assert.Equal(model.Sigmoids, loaded.Sigmoids);
            Assert.Equal(bytes, TestData.Saved(loaded));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void WeightZeroIsNoRow(CalibrationMethod method)
    {
        double[] weights = [.. Enumerable.Range(0, Data.RowCount).Select(row => row % 4 / 2.0)];
        int[] kept = [.. Enumerable.Range(0, Data.RowCount).Where(row => weights[row] > 0)];
        var with = CalibratedClassifier.Fit(Data, Tree, new() { Method = method }, new() { SampleWeights = weights });
        var without = CalibratedClassifier.Fit(Data.Subset(kept), Tree, new() { Method = method }, new() { SampleWeights = [.. kept.Select(row => weights[row])] });
        Assert.Equal(TestData.Saved(without), TestData.Saved(with));
        Assert.Equal(TestData.Saved(with), TestData.Saved(CalibratedClassifier.Fit(Data.WithSampleWeights(weights), Tree, new() { Method = method })));
        Assert.Throws<ArgumentException>(() => CalibratedClassifier.Fit(Data, Tree, new() { Method = method }, new() { SampleWeights = new double[Data.RowCount] }));
    }

    /// <summary>The one feature is the group. Rows of weight 0 are in no fold, and the groups of those behind them stay theirs.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RowsOfAGroupAreCalibratedByClassifiersThatSawNone(bool hasRowsOfNoWeight)
    {
        const int Rows = 120;
        int[] groups = [.. Enumerable.Range(0, Rows).Select(row => row * 7 % 40)];
        var weights = hasRowsOfNoWeight ? Enumerable.Range(0, Rows).Select(row => row % 5 == 0 ? 0.0 : 1).ToArray() : null;
        var data = new Dataset(["group"], ["a", "b"], [.. groups.Select(group => (double)group)], [.. Enumerable.Range(0, Rows).Select(row => row % 3 == 0 ? 1 : 0)], weights);
        int[] left = [.. Enumerable.Range(0, 40).Select(group => Enumerable.Range(0, Rows).Count(row => groups[row] == group && weights?[row] is not 0))];
        var fits = 0;
        CalibratedClassifier.Fit(
            data,
            (rows, part, input) =>
            {
                var seen = new int[40];
                for (var row = 0; row < rows.RowCount; row++)
                {
                    seen[(int)rows.Column(0)[row]]++;
                }

                Assert.All(Enumerable.Range(0, 40), group => Assert.True(seen[group] == 0 || seen[group] == left[group], $"fit {part} saw {seen[group]} of {left[group]} rows of group {group}"));
                Assert.Equal(part == 4, rows.RowCount == left.Sum());
                fits++;
                return LogisticRegressionClassifier.Fit(rows, null, input);
            },
            new() { FoldCount = 4, Groups = groups });
        Assert.Equal(5, fits);
    }

    [Fact]
    public void AResamplerActsOnTheClassifiersAlone()
    {
        var data = Rare(3);
        var seen = new List<int>();
        ClassifierTrainer trainer = (rows, part, input) =>
        {
            seen.Add(rows.RowCount);
            return LogisticRegressionClassifier.Fit(rows, null, input);
        };
        var model = CalibratedClassifier.Fit(data, trainer, new() { FoldCount = 3 }, new() { Resampler = new RandomUnderResampler() });
        Assert.Equal(4, seen.Count);
        Assert.All(seen, rows => Assert.InRange(rows, 1, data.RowCount / 2));
        var rate = data.Labels.ToArray().Average();
        Assert.Equal(rate, Rate(Probabilities(model, data)), 0.01);
        Assert.InRange(Rate(Probabilities(model.Classifier, data)), 2 * rate, 1);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Throws<ArgumentNullException>("data", () => CalibratedClassifier.Fit(null!, Tree));
        Assert.Throws<ArgumentNullException>("trainer", () => CalibratedClassifier.Fit(Data, null!));
        Assert.Contains("Method is 7", Assert.Throws<ArgumentOutOfRangeException>("options", () => CalibratedClassifier.Fit(Data, Tree, new() { Method = (CalibrationMethod)7 })).Message, StringComparison.Ordinal);
        Assert.Contains("FoldCount is 1", Assert.Throws<ArgumentOutOfRangeException>("options", () => CalibratedClassifier.Fit(Data, Tree, new() { FoldCount = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("DegreeOfParallelism is 0", Assert.Throws<ArgumentOutOfRangeException>("options", () => CalibratedClassifier.Fit(Data, Tree, new() { DegreeOfParallelism = 0 })).Message, StringComparison.Ordinal);
        Assert.Contains("Groups has 7 elements for 120 rows", Assert.Throws<ArgumentException>("options", () => CalibratedClassifier.Fit(Data, Tree, new() { Groups = new int[7] })).Message, StringComparison.Ordinal);
        var model = CalibratedClassifier.Fit(Data, Tree);
        Assert.Throws<ArgumentException>("destination", () => model.Predict(Data, new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => model.Predict(Data, new int[Data.RowCount], 0));
    }

    /// <summary>The length of the payload stands at 28 and the payload begins at 36: two counts of names, then the kind of calibration.</summary>
    [Fact]
    public void ForgedCalibrationsAreRefused()
    {
        var two = TestData.Random(83, 90, 2, 2);
        var sigmoid = TestData.Saved(CalibratedClassifier.Fit(two, Tree));
        Refused(sigmoid, 44, 3, "the kind of calibration");
        Refused(sigmoid, 44, 2, "at");
        Refused(sigmoid, 52, double.NaN, "lines have two finite numbers each");
        var temperature = TestData.Saved(CalibratedClassifier.Fit(two, Tree, new() { Method = CalibrationMethod.Temperature }));
        Refused(temperature, 48, 0.0, "a temperature is finite and above 0");
        Refused(temperature, 48, double.PositiveInfinity, "a temperature is finite and above 0");
        Refused(temperature, 48, double.NaN, "a temperature is finite and above 0");
        var isotonic = TestData.Saved(CalibratedClassifier.Fit(two, Tree, new() { Method = CalibrationMethod.Isotonic }));
        Refused(isotonic, 56, 2.0, "a function has knots in [0, 1]");
        Refused(isotonic, 56, double.NaN, "a function has knots in [0, 1]");
        Refused(isotonic, 56, 1.0, "a function has knots in [0, 1]");
        var three = TestData.Saved(CalibratedClassifier.Fit(Data, Tree));
        byte[] fewer = [.. three[..48], .. BitConverter.GetBytes(4), .. three[52..84], .. three[100..]];
        BitConverter.TryWriteBytes(fewer.AsSpan(28), fewer.Length - 36L - 32);
        Refused(fewer, 44, 0, "there is a calibration for each class");

        static void Refused(byte[] bytes, int at, object number, string message)
        {
            byte[] forged = [.. bytes];
            _ = number is int integer ? BitConverter.TryWriteBytes(forged.AsSpan(at), integer) : BitConverter.TryWriteBytes(forged.AsSpan(at), (double)number);
            SHA256.HashData(forged.AsSpan(0, forged.Length - 32), forged.AsSpan(forged.Length - 32));
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(forged))).Message, StringComparison.Ordinal);
        }
    }

    private static IProbabilisticClassifier Tree(Dataset rows, int part, FitInput input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 3 }, input);

    /// <summary>One row in ten or so.</summary>
    private static Dataset Rare(int seed)
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, 4000).Select(_ => (random.NextDouble() * 4) - 2)];
        int[] labels = [.. Enumerable.Range(0, 2000).Select(row => random.NextDouble() < 1 / (1 + Math.Exp(2.8 - (1.2 * values[2 * row]))) ? 1 : 0)];
        return TestData.Create(2, 2, values, labels);
    }

    private static double Rate(double[] probabilities) => probabilities.Where((_, i) => i % 2 == 1).Average();

    private static double LogLoss(double[] probabilities, Dataset data) =>
        Enumerable.Range(0, data.RowCount).Average(row => -Math.Log(Math.Max(probabilities[(2 * row) + data.Labels[row]], 1e-15)));

    private static double[] Probabilities(IProbabilisticClassifier model, Dataset data)
    {
        var probabilities = new double[data.RowCount * model.ClassCount];
        model.PredictProbabilities(data, probabilities);
        return probabilities;
    }
}
