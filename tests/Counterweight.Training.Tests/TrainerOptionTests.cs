using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Options at the ends of their ranges: the last that is taken and the first that is not.</summary>
public class TrainerOptionTests
{
    private static readonly Dataset Data = TestData.Random(71, 60, 2, 3);
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data);

    [Fact]
    public void OfTrees()
    {
        Taken(new() { MaxDepth = 0 });
        Taken(new() { MaxLeaves = 1 });
        Taken(new() { MinRowCount = 1 });
        Taken(new() { MinWeight = 0, MinGain = 0 });
        Taken(new() { FeatureWeights = [0, 1] });
        Refused(new() { MaxDepth = -1 });
        Refused(new() { MaxLeaves = 0 });
        Refused(new() { MinRowCount = 0 });
        Refused(new() { DegreeOfParallelism = 0 });
        Refused(new() { MinWeight = -double.Epsilon });
        Refused(new() { MinGain = double.PositiveInfinity });
        Refused(new() { FeatureWeights = [1] });
        Refused(new() { FeatureWeights = [1, 1, 1] });
        Refused(new() { FeatureWeights = [1, double.NaN] });
        Refused(new() { Impurity = null! });
        Refused(new() { Search = (SplitSearchMethod)2 });

        static void Taken(DecisionTreeOptions options) => Assert.NotEmpty(DecisionTreeClassifier.Fit(Data, options).Nodes.ToArray());

        static void Refused(DecisionTreeOptions options) => Refuses(() => DecisionTreeClassifier.Fit(Data, options));
    }

    [Fact]
    public void OfForests()
    {
        Assert.Single(RandomForestClassifier.Fit(Data, new RandomForestOptions { TreeCount = 1, MaxBins = 2 }).Roots.ToArray());
        Assert.Single(ExtraTreesClassifier.Fit(Data, new ExtraTreesOptions { TreeCount = 1, MaxBins = 255 }).Roots.ToArray());
        foreach (var options in (RandomForestOptions[])[new() { TreeCount = 0 }, new() { MaxBins = 1 }, new() { MaxBins = 256 }, new() { MinRowCount = 0 }, new() { OutOfBag = true, Bootstrap = false }])
        {
            Refuses(() => RandomForestClassifier.Fit(Data, options));
            Refuses(() => RandomForestClassifier.Fit(Bins, options));
        }
    }

    [Fact]
    public void OfBoosting()
    {
        Taken(new() { RowFraction = 1, FeatureFraction = 1 });
        Taken(new() { RowFraction = 0.01, FeatureFraction = 1e-9 });
        Taken(new() { Tree = new() { MaxDepth = 0 } });
        Taken(new() { Tree = new() { MaxLeaves = 1, L1 = 0, L2 = 0, Gamma = 0, MaxStep = 0, MinHessian = 0, MinWeight = 0 } });
        Taken(new() { Weighting = ClassWeighting.Custom(1, 0, 2) });
        Refused(new() { Rounds = 0 });
        Refused(new() { EarlyStoppingRounds = -1 });
        Refused(new() { DegreeOfParallelism = 0 });
        Refused(new() { LearningRate = 0 });
        Refused(new() { LearningRate = double.PositiveInfinity });
        Refused(new() { RowFraction = 0 });
        Refused(new() { RowFraction = 1.0000000000000002 });
        Refused(new() { RowFraction = double.NaN });
        Refused(new() { FeatureFraction = 0 });
        Refused(new() { FeatureFraction = 1.0000000000000002 });
        Refused(new() { MinImprovement = -double.Epsilon });
        Refused(new() { Weighting = ClassWeighting.Custom(1, 1) });
        Refused(new() { Weighting = ClassWeighting.Custom(1, 1, 1, 1) });
        Refused(new() { FeatureWeights = [1, 1, 1] });
        foreach (var tree in (GradientTreeOptions[])[
            new() { MaxDepth = -1 }, new() { MaxLeaves = 0 }, new() { MinRowCount = 0 }, new() { MinWeight = -1 }, new() { MinHessian = -1 }, new() { L1 = -1 },
            new() { L2 = -1 }, new() { Gamma = -1 }, new() { MaxStep = -1 }, new() { L2 = double.NaN }, new() { Categories = new() { Smoothing = -1 } }])
        {
            Refused(new() { Tree = tree });
        }

        static void Taken(GradientBoostingOptions options) => Assert.True(GradientBoostingClassifier.Fit(Data, options with { Rounds = 1 }).Model.TreeCount > 0);

        static void Refused(GradientBoostingOptions options)
        {
            Refuses(() => GradientBoostingClassifier.Fit(Data, options));
            Refuses(() => GradientBoostingClassifier.Fit(Bins, options));
        }
    }

    [Fact]
    public void OfAdaBoost()
    {
        Assert.Single(AdaBoostClassifier.Fit(Data, new AdaBoostOptions { Rounds = 1 }).Trees);
        foreach (var options in (AdaBoostOptions[])[
            new() { Rounds = 0 }, new() { EarlyStoppingRounds = -1 }, new() { EarlyStoppingRounds = 1 }, new() { LearningRate = 0 }, new() { LearningRate = double.PositiveInfinity }])
        {
            Assert.ThrowsAny<ArgumentException>(() => AdaBoostClassifier.Fit(Data, options));
            Assert.ThrowsAny<ArgumentException>(() => AdaBoostClassifier.Fit(Bins, options));
        }
    }

    [Fact]
    public void OfLogisticRegression()
    {
        Assert.Equal(1, LogisticRegressionClassifier.Fit(Data, new LogisticRegressionOptions { MaxIterations = 1, Memory = 1, GradientTolerance = 0, ProgressTolerance = 0 }).Iterations);
        foreach (var options in (LogisticRegressionOptions[])[
            new() { C = 0 }, new() { C = double.PositiveInfinity }, new() { MaxIterations = 0 }, new() { Memory = 0 }, new() { GradientTolerance = -double.Epsilon }, new() { ProgressTolerance = -double.Epsilon }, new() { DegreeOfParallelism = 0 }])
        {
            Refuses(() => LogisticRegressionClassifier.Fit(Data, options));
        }
    }

    /// <summary>Whichever of the two exceptions it is: <see cref="OptionMessageTests"/> tells them apart.</summary>
    private static void Refuses(Action fit) => Assert.Equal("options", Assert.ThrowsAny<ArgumentException>(fit).ParamName);
}
