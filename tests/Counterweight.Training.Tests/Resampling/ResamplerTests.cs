using Counterweight.Neighbors;
using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Resampling;

/// <summary>Data sets in, data sets out: the kernels' rows, with names, weights and types as they were.</summary>
public class ResamplerTests
{
    private const int Rows = 700;
    private static readonly Dataset Data = TestData.Random(13, Rows, 5, 3, distinct: 400);
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => 0.5 + (row % 5))];
    private static readonly float[] Points = [.. Enumerable.Range(0, Rows * 5).Select(i => (float)Data.Column(i % 5)[i / 5])];

    private static LabeledRows Labeled => new(Points, 5, Data.Labels);

    public static TheoryData<string> UnderNames =>
        ["random", "Tomek", "edited", "repeated", "all k", "condensed", "one-sided", "cleaning", "NearMiss-1", "NearMiss-3"];

    [Theory]
    [MemberData(nameof(UnderNames))]
    public void RowsThatStayAreThoseOfTheKernel(string name)
    {
        var strategy = SamplingStrategy.Counts((Data.CountClasses().IndexOf(Data.CountClasses().Max()), 40));
        var (resampler, expected) = name switch
        {
            "random" => ((UnderResampler)new RandomUnderResampler { Strategy = strategy }, RandomUnderSampling.Select(Data.Labels, new RandomStream(7), strategy)),
            "Tomek" => (new TomekLinksResampler { Strategy = SamplingStrategy.All }, TomekLinks.Select(Labeled, SamplingStrategy.All)),
            "edited" => (new EditedNearestNeighborsResampler { NeighborCount = 5, Vote = NeighborVote.Mode }, EditedNearestNeighbors.Select(Labeled, default, 5, NeighborVote.Mode)),
            "repeated" => (new RepeatedEditedNearestNeighborsResampler { NeighborCount = 2, Vote = NeighborVote.Mode, MaxRounds = 2 }, RepeatedEditedNearestNeighbors.Select(Labeled, default, 2, NeighborVote.Mode, 2)),
            "all k" => (new AllKNearestNeighborsResampler { NeighborCount = 4, Vote = NeighborVote.Mode, MayFallBelow = true }, AllKNearestNeighbors.Select(Labeled, default, 4, NeighborVote.Mode, true)),
            "condensed" => (new CondensedNearestNeighborResampler { MaxPasses = 2 }, CondensedNearestNeighbor.Select(Labeled, new RandomStream(7), default, 2)),
            "one-sided" => (new OneSidedSelectionResampler(), OneSidedSelection.Select(Labeled, new RandomStream(7))),
            "cleaning" => (new NeighborhoodCleaningResampler { NeighborCount = 2, Vote = NeighborVote.All, LeastShare = 0.1 }, NeighborhoodCleaning.Select(Labeled, default, 2, NeighborVote.All, 0.1)),
            "NearMiss-1" => (new NearMissResampler { Strategy = strategy, NeighborCount = 2 }, NearMiss.Select(Labeled, NearMissVersion.One, strategy, 2)),
            _ => (new NearMissResampler { Version = NearMissVersion.Three, CandidateCount = 5 }, NearMiss.Select(Labeled, NearMissVersion.Three, default, 3, 5)),
        };
        Assert.InRange(expected.Length, 1, Rows - 1);
        foreach (var threads in (int[])[1, 3])
        {
            AssertSame(Data.WithSampleWeights(Weights).Subset(expected), (resampler with { DegreeOfParallelism = threads }).Resample(Data.WithSampleWeights(Weights), 7));
        }
    }

    [Fact]
    public void NewRowsAreThoseOfTheKernelBehindTheRowsAsTheyWere()
    {
        foreach (var method in (OverSampler[])[new Smote(4), new BorderlineSmote(), new Adasyn(), new SmoothedBootstrap()])
        {
            var weights = Array.ConvertAll(Weights, weight => (float)(weight / 4));
            var expected = method.Resample(new LabeledRows(Points, 5, Data.Labels) { SampleWeights = weights }, SamplingStrategy.Minority, 21);
            var made = new OverResampler(method) { Strategy = SamplingStrategy.Minority }.Resample(Data.WithSampleWeights(Weights), 21);
            Assert.True(expected.RowCount > Rows + 100);
            AssertSame(Data.WithSampleWeights(Weights), made.Subset([.. Enumerable.Range(0, Rows)]));
            Assert.Equal(expected.Labels.ToArray(), made.Labels.ToArray());
            Assert.Equal(expected.SampleWeights.ToArray()[Rows..].Select(weight => 4 * (double)weight), made.SampleWeights.ToArray()[Rows..]);
            for (var feature = 0; feature < 5; feature++)
            {
                var at = feature;
                Assert.Equal(Enumerable.Range(Rows, expected.RowCount - Rows).Select(row => (double)expected.Features.Span[(row * 5) + at]), made.Column(feature).ToArray()[Rows..]);
            }

            AssertSame(made, new OverResampler(method) { Strategy = SamplingStrategy.Minority, DegreeOfParallelism = 3 }.Resample(Data.WithSampleWeights(Weights), 21));
            Assert.True(new OverResampler(method).Resample(Data, 21).SampleWeights.IsEmpty);
        }
    }

    [Fact]
    public void FloatsStayFloatsAndDoublesAreNotRounded()
    {
        float[] singles = [.. Enumerable.Range(0, 5 * Rows).Select(i => (float)Data.Column(i / Rows)[i % Rows])];
        var floats = new Dataset(Data.FeatureNames, Data.ClassNames, singles, Data.Labels.ToArray());
        var resampler = new OverResampler(new Smote());
        var (ofFloats, ofDoubles) = (resampler.Resample(floats, 3), resampler.Resample(Data, 3));
        Assert.True(ofFloats.IsSingle);
        Assert.False(ofDoubles.IsSingle);
        Assert.Equal(ofFloats.Labels.ToArray(), ofDoubles.Labels.ToArray());
        Assert.Equal(ofFloats.Column(2).ToArray()[Rows..], ofDoubles.Column(2).ToArray()[Rows..]);
        var fine = TestData.Create(1, 2, [0.1, 0.2, 0.3, 0.4, 0.5, 1, 2, 3], [0, 0, 0, 0, 0, 1, 1, 1]);
        Assert.Equal(fine.Column(0).ToArray(), new OverResampler(new Smote(2)).Resample(fine, 1).Column(0).ToArray()[..8]);
    }

    [Fact]
    public void CopiesTakeAnyFeaturesAndMethodsOfDistanceNameTheColumn()
    {
        var data = Categorical();
        var copies = new OverResampler(new RandomOverSampler()).Resample(data, 2);
        var counts = data.CountClasses();
        Assert.All(copies.CountClasses(), count => Assert.Equal(counts.Max(), count));
        var drawn = new int[copies.RowCount - data.RowCount];
        new RandomOverSampler().Draw(data.Labels, default, 2, drawn);
        AssertSame(data.Subset([.. Enumerable.Range(0, data.RowCount), .. drawn]), copies);
        Assert.Equal(data.Categories[1], copies.Categories[1]);
        Assert.All(new RandomUnderResampler().Resample(data, 2).CountClasses(), count => Assert.Equal(counts.Min(), count));
        Assert.Contains("Feature 'f1' has 6 categories; Adasyn takes numbers there", Assert.Throws<ArgumentException>("data", () => new OverResampler(new Adasyn()).Resample(data, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("Feature 'f1' has 6 categories; SmoteNC takes numbers there", Assert.Throws<ArgumentException>("data", () => new OverResampler(new SmoteNC([0])).Resample(data, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("Feature 'f1' has categories; TomekLinksResampler measures", Assert.Throws<ArgumentException>("data", () => new TomekLinksResampler().Resample(data, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SmoteOfCategoriesIsByTheVoteOfNeighbors()
    {
        var data = Categorical();
        var mixed = new OverResampler(new Smote(3)).Resample(data, 6);
        AssertSame(new OverResampler(new SmoteNC([1], 3)).Resample(data, 6), mixed);
        Assert.All(mixed.Column(1).ToArray(), value => Assert.Equal(Math.Truncate(value), value));
        Assert.Contains(mixed.Column(0).ToArray(), value => value != Math.Truncate(value));
        Assert.Equal(data.Categories[1], mixed.Categories[1]);

        string[] names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        var nominal = TestData.Random(17, 200, 2, 3).WithCategories([names, names]);
        var voted = new OverResampler(new Smote(3)).Resample(nominal, 6);
        AssertSame(new OverResampler(new SmoteN(3)).Resample(nominal, 6), voted);
        Assert.True(voted.RowCount > nominal.RowCount);
        Assert.All(voted.Column(0).ToArray().Concat(voted.Column(1).ToArray()), value => Assert.Equal(Math.Truncate(value), value));

        var many = TestData.Create(2, 2, [0, 4096, 1, 2, 0, 1, 2, 3], [0, 0, 0, 1]).WithCategories([[.. Enumerable.Range(0, 4097).Select(category => $"{category}")], null]);
        Assert.Contains("Feature 'f0' has 4097 categories; Smote takes at most 4096 there", Assert.Throws<ArgumentException>("data", () => new OverResampler(new Smote(1)).Resample(many, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsFollowEachOther()
    {
        var first = new OverResampler(new Smote());
        var second = new EditedNearestNeighborsResampler { Strategy = SamplingStrategy.All };
        var third = new RandomUnderResampler { Strategy = SamplingStrategy.Counts((0, 30)) };
        AssertSame(third.Resample(second.Resample(first.Resample(Data, 4), 5), 6), new ResamplingSteps(first, second, third).Resample(Data, 4));
        Assert.Throws<ArgumentException>("steps", () => new ResamplingSteps());
        Assert.Contains("steps[1] is null", Assert.Throws<ArgumentException>("steps", () => new ResamplingSteps(first, null!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void InstanceHardnessIsOfRowsThatTheTrainerHasNotSeen()
    {
        ClassifierTrainer trainer = (rows, fold, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 3, Seed = (ulong)fold }, input);
        var probabilities = CrossValidation.PredictProbabilities(Data, trainer, new() { FoldCount = 3, Seed = 11 });
        double[] own = [.. Enumerable.Range(0, Rows).Select(row => probabilities[(row * 3) + Data.Labels[row]])];
        AssertSame(Data.Subset(InstanceHardness.Select(own, Data.Labels)), new InstanceHardnessResampler(trainer) { FoldCount = 3 }.Resample(Data, 11));
        Assert.Throws<ArgumentNullException>("trainer", () => new InstanceHardnessResampler(null!));
    }

    [Fact]
    public void WhatCannotBeResampledIsRefused()
    {
        var numbers = Dataset.ForRegression(["x"], [1f, 2f], [3f, 4f]);
        foreach (var resampler in (IResampler[])[new OverResampler(new Smote()), new OverResampler(new RandomOverSampler()), new RandomUnderResampler(), new TomekLinksResampler()])
        {
            Assert.Contains("no classes", Assert.Throws<ArgumentException>("data", () => resampler.Resample(numbers, 1)).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentNullException>("data", () => resampler.Resample(null!, 1));
            Assert.Throws<OperationCanceledException>(() => resampler.Resample(Data, 1, new CancellationToken(canceled: true)));
        }

        Assert.Throws<ArgumentOutOfRangeException>("DegreeOfParallelism", () => new RandomUnderResampler { DegreeOfParallelism = 0 }.Resample(Data, 1));
        Assert.Throws<ArgumentOutOfRangeException>("DegreeOfParallelism", () => new OverResampler(new Smote()) { DegreeOfParallelism = 0 }.Resample(Data, 1));
        Assert.Throws<ArgumentNullException>("method", () => new OverResampler(null!));
        Assert.Contains("beside its classes", Assert.Throws<ArgumentException>("data", () => new OverResampler(new Smote()).Resample(Data.WithTargets(new float[Rows]), 1)).Message, StringComparison.Ordinal);

        // One row of a class has no neighbor; a class that counts name is absent.
        var single = TestData.Create(1, 2, [1, 2, 3, 4], [0, 0, 0, 1]);
        Assert.Throws<ArgumentException>(() => new OverResampler(new Smote()).Resample(single, 1));
        Assert.Throws<ArgumentException>(() => new OverResampler(new Smote()) { Strategy = SamplingStrategy.Counts((2, 5)) }.Resample(TestData.Create(1, 3, [1, 2, 3, 4], [0, 0, 0, 1]), 1));
        Assert.Throws<ArgumentException>(() => new OverResampler(new Smote()) { Strategy = SamplingStrategy.Counts((0, 1)) }.Resample(single, 1));
    }

    /// <summary>Values that no distance takes are named by their columns, and those of other methods do not matter.</summary>
    [Theory]
    [InlineData(1e300, "Feature 'f1' is 1E+300 in row 2 of those to resample, beyond single precision")]
    [InlineData(double.NaN, "Feature 'f1' is missing in row 2 of those to resample; MissingValues.Scale")]
    public void ValuesWithoutDistancesAreNamedByTheirColumns(double value, string message)
    {
        var data = TestData.Create(2, 2, [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, value, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 1, 1, 1]);
        foreach (var resampler in (IResampler[])[new OverResampler(new Smote(2)), new OverResampler(new SmoothedBootstrap()), new TomekLinksResampler(), new CondensedNearestNeighborResampler(), new NearMissResampler()])
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>("data", () => resampler.Resample(data, 1)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(10, new OverResampler(new RandomOverSampler()).Resample(data, 1).RowCount);
        Assert.Equal(6, new RandomUnderResampler().Resample(data, 1).RowCount);
        if (double.IsNaN(value))
        {
            Assert.Equal(10, new OverResampler(new Smote(2)) { Metric = new() { MissingValues = MissingValues.Scale } }.Resample(data, 1).RowCount);
        }
    }

    /// <summary>As a float the greatest double is 2¹⁰²⁴ in the unit of the kernels.</summary>
    [Fact]
    public void TheGreatestWeightsStayFinite()
    {
        var data = TestData.Create(1, 2, [0, 1, 2, 3, 4, 5, 6, 7], [0, 0, 0, 0, 0, 1, 1, 1]).WithSampleWeights([.. Enumerable.Repeat(double.MaxValue, 8)]);
        Assert.All(new OverResampler(new Smote(2)).Resample(data, 1).SampleWeights.ToArray(), weight => Assert.Equal(double.MaxValue, weight));
    }

    [Fact]
    public void ABalancedDataSetIsLeftAsItIs()
    {
        var even = TestData.Create(1, 2, [1, 2, 3, 4], [0, 1, 0, 1]);
        Assert.Same(even, new OverResampler(new Smote()).Resample(even, 1));
    }

    private static Dataset Categorical() => TestData.Random(17, 200, 3, 3).WithCategories([null, ["a", "b", "c", "d", "e", "f"], null]).WithSampleWeights([.. Enumerable.Range(1, 200).Select(row => (double)row)]);

    private static void AssertSame(Dataset expected, Dataset actual)
    {
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        Assert.Equal(expected.SampleWeights.ToArray(), actual.SampleWeights.ToArray());
        Assert.Equal(expected.FeatureNames, actual.FeatureNames);
        Assert.Equal(expected.ClassNames, actual.ClassNames);
        Assert.All(Enumerable.Range(0, expected.FeatureCount), feature => Assert.Equal(expected.Column(feature).ToArray(), actual.Column(feature).ToArray()));
    }
}
