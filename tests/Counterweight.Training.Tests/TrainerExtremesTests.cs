using Counterweight.Training.Forests;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Weights, threads and errors at the ends of their ranges.</summary>
public class TrainerExtremesTests
{
    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WeightsTimesAnyPowerOfTwoChangeNoByte(string trainer)
    {
        var data = TestData.Glass();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 7))];
        foreach (var weighting in (ReadOnlySpan<ClassWeighting>)[ClassWeighting.None, ClassWeighting.Balanced])
        {
            var saved = TestData.Saved(Trainers.Fit(trainer, data, weights, weighting: weighting));
            // C of a logistic regression follows, and ends there.
            foreach (var power in Trainers.IsLinear(trainer) ? (int[])[-1000, -975, 975] : [-1074, -1022, -975, 975, 1020])
            {
                Assert.Equal(saved, TestData.Saved(Trainers.Fit(trainer, data, [.. weights.Select(weight => Math.ScaleB(weight, power))], weighting: weighting)));
            }
        }
    }

    [Fact]
    public void ARowThatATreeDoesNotDrawHasNoPartInItsScale()
    {
        // One row weighs 10¹⁶ times as much as the others, and some bootstraps are without it.
        var data = TestData.Pima();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row == 5 ? 1e16 : 1)];
        var forest = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 20, Seed = 1 }, new() { SampleWeights = weights });
        Assert.True(forest.Nodes.Length > forest.Roots.Length);
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void AsManyThreadsAsANumberHolds(string trainer)
    {
        var data = TestData.Pima();
        var saved = TestData.Saved(Trainers.Fit(trainer, data));
        foreach (var threads in (ReadOnlySpan<int>)[1 << 30, int.MaxValue])
        {
            Assert.Equal(saved, TestData.Saved(Trainers.Fit(trainer, data, threads: threads)));
        }
    }

    [Fact]
    public void ErrorsComeOutAsTheyAreFromAnyNumberOfThreads()
    {
        var data = TestData.Shuttle();
        foreach (var threads in (ReadOnlySpan<int>)[1, 2, 4])
        {
            var degree = threads;
            var failing = new Recorder(told => throw new InvalidTimeZoneException(told.Text));
            Assert.Throws<InvalidTimeZoneException>(() => DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { DegreeOfParallelism = degree }, new() { Progress = failing }));
            var late = new Recorder(told => _ = told.Fraction > 0.5 ? throw new InvalidTimeZoneException(told.Text) : 0);
            Assert.Throws<InvalidTimeZoneException>(() => DecisionTreeClassifier.Fit(data, new DecisionTreeOptions { DegreeOfParallelism = degree }, new() { Progress = late }));
            Assert.Throws<InvalidTimeZoneException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 8, MaxDepth = 2, DegreeOfParallelism = degree }, new() { Progress = late }));
        }
    }
}
