using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>The laws of weights, rows and threads on real data, of every trainer for which they hold.</summary>
public class TrainerLawTests
{
    private static readonly Dataset[] Real = [TestData.Glass(), TestData.Pima(), TestData.BreastCancer()];

    [Theory]
    [MemberData(nameof(Trainers.OfAllRows), MemberType = typeof(Trainers))]
    public void WeightTwoIsTheRowTwice(string trainer)
    {
        foreach (var data in Real)
        {
            int[] times = [.. Enumerable.Range(0, data.RowCount).Select(row => 1 + (row % 2))];
            int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, times[row]))];

            var weighted = Trainers.Fit(trainer, data, [.. times.Select(count => (double)count)]);
            var twice = Trainers.Fit(trainer, data.Subset(repeated));

            Assert.True(Trainers.Learns(weighted));
            Assert.Equal(Trainers.Splits(twice), Trainers.Splits(weighted));
            var (expected, actual) = (Trainers.Say(twice, data), Trainers.Say(weighted, data));
            if (Trainers.IsAdaBoost(trainer) || Trainers.IsLinear(trainer))
            {
                // AdaBoost's weights are no whole numbers after the first tree, and are rounded at another scale.
                Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Trainers.IsLinear(trainer) ? 1e-5 : 1e-9));
            }
            else
            {
                Assert.Equal(expected, actual);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WeightZeroIsNoRow(string trainer)
    {
        foreach (var data in Real)
        {
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 5 == 2 ? 0 : 0.5 + (row % 3))];
            int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
            AssertSame(Trainers.Fit(trainer, data, weights), Trainers.Fit(trainer, data.Subset(kept), [.. kept.Select(row => weights[row])]));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WeightMinusZeroIsWeightZero(string trainer)
    {
        foreach (var data in Real)
        {
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 5 == 2 ? 0 : 0.5 + (row % 3))];
            double[] negated = [.. weights.Select(weight => weight == 0 ? -0.0 : weight)];
            AssertSame(Trainers.Fit(trainer, data, weights), Trainers.Fit(trainer, data, negated));
            AssertSame(Trainers.Fit(trainer, data, weights), Trainers.Fit(trainer, data.WithSampleWeights(negated)));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WeightZeroIsNoRowOfManyEither(string trainer)
    {
        // So many rows that their number sets the scale of weights, and weights so far apart that the scale shows in the small ones.
        var data = TestData.Random(5, 40000, 4, 3, distinct: 200);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 40 > 0 ? 0 : Math.ScaleB(1 / 3.0, -(row / 40 % 45)))];
        int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
        AssertSame(Trainers.Fit(trainer, data, weights), Trainers.Fit(trainer, data.Subset(kept), [.. kept.Select(row => weights[row])]));
    }

    [Fact]
    public void AWeightThatIsNothingBesideTheGreatestIsNoRow()
    {
        // Sums have units far above it: such a row is not counted among those of a leaf either.
        var data = TestData.Random(6, 300, 3, 3);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 3 == 1 ? 1e-300 : 1.0 + (row % 2))];
        int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0.5)];
        foreach (var search in Enum.GetValues<SplitSearchMethod>())
        {
            var options = new DecisionTreeOptions { Search = search, MinRowCount = 6 };
            AssertSame(DecisionTreeClassifier.Fit(data, options, new() { SampleWeights = weights }), DecisionTreeClassifier.Fit(data.Subset(kept), options, new() { SampleWeights = [.. kept.Select(row => weights[row])] }));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WeightsTimesAPowerOfTwoChangeNoByte(string trainer)
    {
        foreach (var data in Real)
        {
            var weights = Weights(data);
            var model = Trainers.Fit(trainer, data, weights);
            foreach (var power in (ReadOnlySpan<int>)[-20, 7, 40])
            {
                AssertSame(model, Trainers.Fit(trainer, data, [.. weights.Select(weight => Math.ScaleB(weight, power))]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfTrees), MemberType = typeof(Trainers))]
    public void WeightsTimesAnyFactorGiveTheSameSplitsWhereNoneTie(string trainer)
    {
        // Weights of which no two sums are equal: where missing values go is a tie otherwise.
        var data = Continuous();
        var random = new Random(9);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(_ => 0.1 + random.NextDouble())];
        var splits = Trainers.Splits(Trainers.Fit(trainer, data, weights));
        foreach (var factor in (ReadOnlySpan<double>)[1000, 1e-6])
        {
            var scale = factor;
            Assert.Equal(splits, Trainers.Splits(Trainers.Fit(trainer, data, [.. weights.Select(weight => weight * scale)])));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.OfAllRows), MemberType = typeof(Trainers))]
    public void TheOrderOfRowsChangesNoByte(string trainer)
    {
        foreach (var data in Real)
        {
            var weights = Weights(data);
            int[] order = [.. Enumerable.Range(0, data.RowCount)];
            new Random(5).Shuffle(order);
            var (model, other) = (Trainers.Fit(trainer, data, weights), Trainers.Fit(trainer, data.Subset(order), [.. order.Select(row => weights[row])]));
            if (Trainers.IsLinear(trainer))
            {
                Assert.All(Trainers.Say(model, data).Zip(Trainers.Say(other, data)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            }
            else
            {
                AssertSame(model, other);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void ThreadsChangeNoByte(string trainer)
    {
        // More rows than one thread is given, some of them several times.
        var glass = TestData.Shuttle();
        var data = glass.Subset([.. Enumerable.Range(0, 20000).Select(row => row * 7 % glass.RowCount)]);
        var weights = Weights(data);
        var model = Trainers.Fit(trainer, data, weights);
        foreach (var threads in (ReadOnlySpan<int>)[2, 3, 8])
        {
            AssertSame(model, Trainers.Fit(trainer, data, weights, threads));
        }
    }

    private static void AssertSame(ISavedModel expected, ISavedModel actual)
    {
        Assert.True(Trainers.Learns(expected));
        Assert.Equal(Trainers.Splits(expected), Trainers.Splits(actual));
        Assert.Equal(TestData.Saved(expected), TestData.Saved(actual));
    }

    private static double[] Weights(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(row => 0.1 + (row % 7))];

    private static Dataset Continuous()
    {
        const int Rows = 1500, Features = 4, Classes = 3;
        var random = new Random(2);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row < Classes ? row : (int)(Classes * Math.Pow(random.NextDouble(), 3)))];
        double[] values = [.. Enumerable.Range(0, Features * Rows).Select(i => random.NextDouble() + (i / Rows < 2 ? 0.2 * labels[i % Rows] : 0))];
        return TestData.Create(Features, Classes, values, labels);
    }
}
