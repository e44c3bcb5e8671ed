using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Resampling;

/// <summary>A resampler in the input is the same fit to rows resampled before.</summary>
public class ResampledFitTests
{
    private static readonly Dataset Data = TestData.Random(19, 500, 4, 3, distinct: 60);
    private static readonly double[] Weights = [.. Enumerable.Range(0, 500).Select(row => row % 6 == 2 ? 0 : 0.5 + (row % 3))];
    private static readonly OverResampler Smote = new(new Smote(4));

    private static readonly Dictionary<string, Fit> Fits = new(StringComparer.Ordinal)
    {
        ["tree"] = (data, input) => DecisionTreeClassifier.Fit(data, new() { MaxDepth = 5 }, input),
        ["exact tree"] = (data, input) => DecisionTreeClassifier.Fit(data, new() { MaxDepth = 5, Search = SplitSearchMethod.Exact }, input),
        ["forest"] = (data, input) => RandomForestClassifier.Fit(data, new() { TreeCount = 3, MaxDepth = 5 }, input),
        ["extra trees"] = (data, input) => ExtraTreesClassifier.Fit(data, new() { TreeCount = 3, MaxDepth = 5 }, input),
        ["AdaBoost"] = (data, input) => AdaBoostClassifier.Fit(data, new() { Rounds = 3, Tree = new() { MaxDepth = 2 } }, input),
        ["boosting"] = (data, input) => GradientBoostingClassifier.Fit(data, new() { Rounds = 3 }, input),
        ["logistic regression"] = (data, input) => LogisticRegressionClassifier.Fit(data, new() { MaxIterations = 20 }, input),
    };

    private delegate ISavedModel Fit(Dataset data, FitInput input);

    public static TheoryData<string> Names => [.. Fits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsTheFitToRowsResampledBefore(string name)
    {
        var fit = Fits[name];
        int[] counting = [.. Enumerable.Range(0, 500).Where(row => Weights[row] > 0)];
        var plain = TestData.Saved(fit(Smote.Resample(Data, 9), default));
        Assert.Equal(plain, TestData.Saved(fit(Data, new() { Resampler = Smote, ResamplingSeed = 9 })));
        Assert.NotEqual(plain, TestData.Saved(fit(Data, default)));
        Assert.NotEqual(plain, TestData.Saved(fit(Data, new() { Resampler = Smote, ResamplingSeed = 10 })));

        // Rows without weight have no part in it: they are neither parents nor neighbors.
        var weighted = TestData.Saved(fit(Smote.Resample(Data.WithSampleWeights(Weights).Subset(counting), 9), default));
        Assert.Equal(weighted, TestData.Saved(fit(Data, new() { Resampler = Smote, ResamplingSeed = 9, SampleWeights = Weights })));
        Assert.Equal(weighted, TestData.Saved(fit(Data.WithSampleWeights(Weights), new() { Resampler = Smote, ResamplingSeed = 9 })));
    }

    /// <summary>A cleaner may leave nothing of a class; a model that never names the class would not be what was asked for.</summary>
    [Fact]
    public void AClassThatLosesAllItsRowsIsRefused()
    {
        // Each row of the second class lies beside one of the first, which is nearest to it.
        var pairs = TestData.Create(1, 3, [0, 10, 20, 30, 40, 0, 10, 20, 100], [0, 0, 0, 0, 0, 1, 1, 1, 0]);
        var cleaner = new EditedNearestNeighborsResampler { NeighborCount = 1, Strategy = SamplingStrategy.All };
        Assert.Equal([3, 0, 0], cleaner.Resample(pairs, 1).CountClasses());
        foreach (var fit in Fits.Values)
        {
            Refused(() => fit(pairs, new() { Resampler = cleaner }));
        }

        Refused(() => BaggingClassifier.Fit(pairs, (rows, _, input) => DecisionTreeClassifier.Fit(rows, null, input), new() { BagCount = 2, ClassSampling = ClassSampling.BalancedWithoutReplacement }, new() { Resampler = new Nothing() }));
        Refused(() => CrossValidation.PredictProbabilities(pairs, (rows, _, input) => DecisionTreeClassifier.Fit(rows, null, input), new() { FoldCount = 2 }, new() { Resampler = new Nothing() }));

        static void Refused(Action run) => Assert.Matches("^Resampler left none of the [1-9] rows of class '[^']+'", Assert.Throws<ArgumentException>("input", run).Message);
    }

    [Fact]
    public void OfTwoClassesToo()
    {
        var two = TestData.Random(23, 300, 3, 2, distinct: 60);
        Assert.Equal(TestData.Saved(GradientBoostingClassifier.Fit(Smote.Resample(two, 0), new() { Rounds = 3 })), TestData.Saved(GradientBoostingClassifier.Fit(two, new() { Rounds = 3 }, new() { Resampler = Smote })));
    }

    [Fact]
    public void BagsAndFoldsHaveSeedsOfTheirOwn()
    {
        var seeds = new List<ulong>();
        var spy = new Spy((data, seed) =>
        {
            seeds.Add(seed);
            return data;
        });
        EasyEnsembleClassifier.Fit(Data, new() { BagCount = 3, Boosting = new() { Rounds = 1 } }, new() { Resampler = spy, ResamplingSeed = ulong.MaxValue });
        Assert.Equal([ulong.MaxValue, 0, 1], seeds);
        seeds.Clear();
        CrossValidation.PredictProbabilities(Data, (rows, _, _) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 1 }), new() { FoldCount = 2 }, new() { Resampler = spy, ResamplingSeed = 5 });
        Assert.Equal([5UL, 6UL], seeds);
    }

    [Fact]
    public void WhatCannotTakeAResamplerSaysSo()
    {
        var bins = BinnedDataset.Create(Data);
        foreach (var fit in (Action[])[
            () => DecisionTreeClassifier.Fit(bins, null, new() { Resampler = Smote }),
            () => RandomForestClassifier.Fit(bins, null, new() { Resampler = Smote }),
            () => AdaBoostClassifier.Fit(bins, null, new() { Resampler = Smote }),
            () => GradientBoostingClassifier.Fit(bins, null, new() { Resampler = Smote }),
            () => GradientBoostingRegressor.Fit(Data.WithTargets(new float[500]), null, new() { Resampler = Smote })])
        {
            Assert.StartsWith("Resampler is given, but ", Assert.Throws<ArgumentException>("input", fit).Message, StringComparison.Ordinal);
        }

        Assert.Contains("OutOfBag is True", Assert.Throws<ArgumentException>("input", () => RandomForestClassifier.Fit(Data, new() { OutOfBag = true }, new() { Resampler = Smote })).Message, StringComparison.Ordinal);
        foreach (var other in (Dataset?[])[null, TestData.Random(1, 40, 3, 3), TestData.Random(1, 40, 4, 2), Data.WithCategories([null, null, null, [.. Enumerable.Range(0, 60).Select(category => $"{category}")]])])
        {
            Assert.Contains("no rows of the same features and classes", Assert.Throws<ArgumentException>("input", () => DecisionTreeClassifier.Fit(Data, null, new() { Resampler = new Spy((_, _) => other!) })).Message, StringComparison.Ordinal);
        }
    }

    private sealed class Spy(Func<Dataset, ulong, Dataset> resample) : IResampler
    {
        public Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default) => resample(data, seed);
    }

    private sealed class Nothing : IResampler
    {
        public Dataset Resample(Dataset data, ulong seed, CancellationToken cancellation = default) => data.Subset([]);
    }
}
