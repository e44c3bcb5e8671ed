using System.Diagnostics;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>What data carry: floats or doubles, and weights; and what a fit is given beside them.</summary>
public sealed class TrainerDataTests
{
    private const int Rows = 3000;
    private static readonly float[] Singles = MakeValues();
    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(row => row < 3 ? row : Singles[row] + Singles[Rows + row] > 0.9f ? 2 : row * 7 % 2)];
    private static readonly string[] Features = ["a", "b", "c", "d"];
    private static readonly string[] Classes = ["x", "y", "z"];
    private static readonly Dataset OfFloats = new(Features, Classes, Singles, Labels);
    private static readonly Dataset OfDoubles = new(Features, Classes, [.. Singles.Select(value => (double)value)], Labels);
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => row % 5 == 3 ? 0 : 0.25 * (1 + (row % 6)))];

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void FloatsGiveTheModelThatTheSameDoublesGive(string trainer)
    {
        foreach (var weights in (double[]?[])[null, Weights])
        {
            foreach (var threads in (int[])[1, 3])
            {
                var model = Trainers.Fit(trainer, OfDoubles, weights, threads);
                var single = Trainers.Fit(trainer, OfFloats, weights, threads);
                Assert.True(Trainers.Learns(model));
                Assert.Equal(TestData.Saved(model), TestData.Saved(single));
                Assert.Equal(TestData.Saved(model), TestData.Saved(Trainers.FitBins(trainer, BinnedDataset.Create(OfFloats, weights), weights, threads)));
                var said = Trainers.Say(model, OfDoubles);
                Assert.Equal(said, Trainers.Say(model, OfFloats));
                Assert.Equal(said, Trainers.Say(single, OfFloats));
                Assert.Equal(said, Trainers.Say(single, OfDoubles));
            }
        }
    }

    /// <summary>Thresholds between neighbouring floats are no floats.</summary>
    [Fact]
    public void FloatsFallAsTheyDoWidened()
    {
        float[] values = [.. Enumerable.Range(0, 64).Select(step => BitConverter.Int32BitsToSingle(0x3F800000 + step)), float.NaN, -0f, 0f, float.Epsilon, float.MaxValue, -float.MaxValue];
        int[] labels = [.. Enumerable.Range(0, values.Length).Select(row => row * 5 % 3)];
        Dataset single = new(["x"], Classes, values, labels), wide = new(["x"], Classes, [.. values.Select(value => (double)value)], labels);
        foreach (var search in Enum.GetValues<SplitSearchMethod>())
        {
            var tree = DecisionTreeClassifier.Fit(single, new() { Search = search });
            Assert.Equal(TestData.Saved(DecisionTreeClassifier.Fit(wide, new() { Search = search })), TestData.Saved(tree));
            int[] ofSingles = new int[values.Length], ofDoubles = new int[values.Length];
            tree.FindLeaves(single, ofSingles);
            tree.FindLeaves(wide, ofDoubles, 2);
            Assert.Equal(ofDoubles, ofSingles);
            Assert.True(ofSingles.Distinct().Count() > 30);
        }
    }

    [Fact]
    public void NothingIsWidenedBeforeItIsRead()
    {
        Assert.True(OfFloats.Subset([1, 2]).IsSingle);
        Assert.True(OfFloats.WithSampleWeights(Weights).WithTargets(new float[Rows]).IsSingle);
        Assert.Equal(OfDoubles.Column(1).ToArray(), OfFloats.Column(1).ToArray());
        Assert.Equal(OfDoubles.Column(2)[17], OfFloats.Column(2)[17]);
        Assert.Contains("feature 'b' of row 1", Assert.Throws<ArgumentOutOfRangeException>("values", () => new Dataset(["a", "b"], Classes, [1f, 2f, 3f, float.PositiveInfinity], [0, 1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WeightsOfTheDataAreThoseOfTheInput(string trainer)
    {
        var carrying = OfDoubles.WithSampleWeights(Weights);
        var given = TestData.Saved(Trainers.Fit(trainer, OfDoubles, Weights));
        Assert.Equal(given, TestData.Saved(Trainers.Fit(trainer, carrying)));
        Assert.NotEqual(given, TestData.Saved(Trainers.Fit(trainer, OfDoubles)));
        Assert.Equal(TestData.Saved(Trainers.FitBins(trainer, BinnedDataset.Create(OfDoubles, Weights), Weights)), TestData.Saved(Trainers.FitBins(trainer, BinnedDataset.Create(carrying))));

        // The input's replace them.
        double[] ones = [.. Enumerable.Repeat(1.0, Rows)];
        Assert.Equal(TestData.Saved(Trainers.Fit(trainer, OfDoubles, ones)), TestData.Saved(Trainers.Fit(trainer, carrying, ones)));
    }

    [Fact]
    public void RowsKeepTheirWeightsAndTargets()
    {
        var data = OfFloats.WithSampleWeights(Weights).WithTargets([.. Enumerable.Range(0, Rows).Select(row => row / 2f)]);
        var some = data.Subset([5, 2, 5]);
        Assert.Equal([Weights[5], Weights[2], Weights[5]], some.SampleWeights.ToArray());
        Assert.Equal([2.5f, 1, 2.5f], some.Targets.ToArray());
        Assert.Equal([Labels[5], Labels[2], Labels[5]], some.Labels.ToArray());
        var bins = BinnedDataset.Create(data);
        Assert.Same(data, bins.Source);
        Assert.Same(bins.Mapper, bins.WithTargets(new float[Rows]).Mapper);
        Assert.Equal(0, bins.WithSampleWeights(null).Source.SampleWeights.Length);
        var numbers = Dataset.ForRegression(["x"], [1f, 2f], [3f, 4f], [1, 0]);
        Assert.Equal((2, 0, 0), (numbers.RowCount, numbers.ClassCount, numbers.Labels.Length));
        Assert.Equal((1, 4f, 0.0), (numbers.Subset([1]).RowCount, numbers.Subset([1]).Targets[0], numbers.Subset([1]).SampleWeights[0]));
        Assert.Throws<ArgumentException>("data", () => DecisionTreeClassifier.Fit(numbers));
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void ThreadsPredictTheSameBits(string trainer)
    {
        var model = Trainers.Fit(trainer, OfDoubles);
        foreach (var threads in (int[])[2, 3, 8])
        {
            if (model is not IProbabilisticClassifier classifier)
            {
                double[] one = new double[Rows], many = new double[Rows];
                ((GradientBoostingRegressor)model).Predict(OfDoubles, one);
                ((GradientBoostingRegressor)model).Predict(OfFloats, many, threads);
                Assert.Equal(one, many);
                continue;
            }

            double[] probabilities = new double[3 * Rows], others = new double[3 * Rows];
            classifier.PredictProbabilities(OfDoubles, probabilities);
            classifier.PredictProbabilities(OfFloats, others, threads);
            Assert.Equal(probabilities, others);
            int[] labels = new int[Rows], otherLabels = new int[Rows];
            classifier.Predict(OfDoubles, labels);
            classifier.Predict(OfFloats, otherLabels, threads);
            Assert.Equal(labels, otherLabels);
            Assert.True(labels.Distinct().Count() > 1);
        }
    }

    [Fact]
    public void ATimerThatIsFullStaysFull()
    {
        var timer = new KernelTimer();
        timer.Add(long.MaxValue - 1, TimeSpan.MaxValue);
        timer.Add(3, TimeSpan.FromSeconds(1));
        timer.Add(long.MaxValue, TimeSpan.MaxValue);
        Assert.Equal(long.MaxValue, timer.RowCount);
        Assert.Equal((double)long.MaxValue / Stopwatch.Frequency, timer.Seconds);
        DecisionTreeClassifier.Fit(OfDoubles, new() { MaxDepth = 2 }, new() { Timer = timer });
        Assert.Equal(long.MaxValue, timer.RowCount);
        Assert.True(timer.RowsPerSecond > 0);
    }

    [Fact]
    public void ATimerIsToldOfTheKernels()
    {
        var timer = new KernelTimer();
        long before = 0;
        foreach (var fit in (Action[])[
            () => DecisionTreeClassifier.Fit(OfDoubles, new() { MaxDepth = 3 }, new() { Timer = timer }),
            () => DecisionTreeClassifier.Fit(OfDoubles, new() { MaxDepth = 3, Search = SplitSearchMethod.Exact }, new() { Timer = timer }),
            () => RandomForestClassifier.Fit(OfDoubles, new() { TreeCount = 3, MaxDepth = 3, DegreeOfParallelism = 2 }, new() { Timer = timer }),
            () => ExtraTreesClassifier.Fit(OfDoubles, new() { TreeCount = 3, MaxDepth = 3 }, new() { Timer = timer }),
            () => AdaBoostClassifier.Fit(OfDoubles, new() { Rounds = 3 }, new() { Timer = timer }),
            () => GradientBoostingClassifier.Fit(OfDoubles, new() { Rounds = 3 }, new() { Timer = timer }),
            () => GradientBoostingRegressor.Fit(OfDoubles.WithTargets([.. Singles.Take(Rows).Select(value => float.IsNaN(value) ? 0 : value)]), new() { Rounds = 3 }, new() { Timer = timer }),
            () => LogisticRegressionClassifier.Fit(OfDoubles, new() { MaxIterations = 3 }, new() { Timer = timer }),
        ])
        {
            fit();
            Assert.True(timer.RowCount - before >= Rows);
            before = timer.RowCount;
        }

        Assert.True(timer.Seconds > 0);
        Assert.Equal(timer.RowCount / timer.Seconds, timer.RowsPerSecond);
        Assert.Equal(0, new KernelTimer().RowsPerSecond);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => timer.Add(-1, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>("time", () => timer.Add(1, TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void TrainersThatHaveNoUseOfValidationRowsRefuseThem()
    {
        Refused(() => DecisionTreeClassifier.Fit(OfDoubles, input: new() { Validation = OfDoubles }));
        Refused(() => DecisionTreeClassifier.Fit(BinnedDataset.Create(OfDoubles), input: new() { Validation = OfDoubles }));
        Refused(() => RandomForestClassifier.Fit(OfDoubles, input: new() { Validation = OfDoubles }));
        Refused(() => ExtraTreesClassifier.Fit(BinnedDataset.Create(OfDoubles), input: new() { Validation = OfDoubles }));
        Refused(() => LogisticRegressionClassifier.Fit(OfDoubles, input: new() { Validation = OfDoubles }));

        static void Refused(Action fit) => Assert.StartsWith("Validation is given, but ", Assert.Throws<ArgumentException>("input", fit).Message, StringComparison.Ordinal);
    }

    private static float[] MakeValues()
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, 4 * Rows).Select(at => at % 11 == 7 ? float.NaN : at < 2 * Rows ? random.NextSingle() : random.Next(9) / 3f)];
    }
}
