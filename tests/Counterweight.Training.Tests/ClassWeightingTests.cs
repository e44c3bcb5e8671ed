using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Every choice of class weights reaches every trainer of classes.</summary>
public sealed class ClassWeightingTests
{
    private const int Rows = 200;
    private static readonly Dataset Data = TestData.Random(31, Rows, 3, 3, distinct: 15);

    /// <summary>Up to 6, so that trainers take them by another unit.</summary>
    private static readonly double[] SampleWeights = [.. Enumerable.Range(0, Rows).Select(row => row % 9 == 4 ? 0 : 0.75 * (1 + (row % 8)))];

    public static TheoryData<string> Schemes => [.. Weightings.Names.Where(name => name is not "none" and not "custom" and not "balanced per bootstrap")];

    public static TheoryData<string, string> Choices =>
        [.. from trainer in Trainers.OfClasses where !Trainers.IsOfBags(trainer) from scheme in Weightings.Names.Where(name => name is not "custom" and not "balanced per bootstrap") select (trainer, scheme)];

    /// <summary>A computed weighting, of all rows and not of a bag, is the weights of one's own that the kernel computes from the weights as they were given.</summary>
    [Theory]
    [MemberData(nameof(Choices))]
    public void AChoiceIsTheWeightsThatItsKernelComputes(string trainer, string scheme)
    {
        var custom = ClassWeighting.Custom(OfKernel(scheme, Data.Labels, SampleWeights));
        Assert.Equal(
            TestData.Saved(Trainers.Fit(trainer, Data, SampleWeights, weighting: custom)),
            TestData.Saved(Trainers.Fit(trainer, Data, SampleWeights, weighting: Weightings.Named(scheme))));
        if (scheme is not "none")
        {
            Assert.NotEqual(TestData.Saved(Trainers.Fit(trainer, Data, SampleWeights)), TestData.Saved(Trainers.Fit(trainer, Data, SampleWeights, weighting: custom)));
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void WeightsOfClassesAreThoseThatTheKernelComputes(string scheme) =>
        Assert.Equal(OfKernel(scheme, Data.Labels, SampleWeights), Weightings.Named(scheme).ForClasses(Data.Labels, 3, SampleWeights));

    [Fact]
    public void WeightsOfClassesThatAreNotComputed()
    {
        Assert.Equal([1, 1, 1], ClassWeighting.None.ForClasses([0, 2], 3));
        Assert.Equal([2, 0, 5], ClassWeighting.Custom(2, 0, 5).ForClasses([0, 2], 3));
        Assert.Equal([0.75, 0, 1.5], ClassWeighting.Balanced.ForClasses([0, 2, 0], 3));
        Assert.Contains("labels[1] is 3; it must be in [0, 3).", Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeighting.Balanced.ForClasses([0, 3], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("sampleWeights[1] is -1", Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeighting.Balanced.ForClasses([0, 2], 3, [1, -1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ClassWeighting.Balanced.ForClasses([0, 2], 3, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassWeighting.Balanced.ForClasses([], 0));
    }

    [Fact]
    public void ClassesWithoutWeightHaveNone()
    {
        int[] labels = [0, 0, 2, 2, 2, 4];
        double[] weights = [1, 1, 1, 1, 1, 0];
        Assert.Equal([1.25, 0, 5 / 6.0, 0, 0], ClassWeighting.Balanced.Of(labels, weights, 5));
        foreach (var name in (string[])["balanced", "inverse square root", "effective number", "median frequency"])
        {
            var of = Weightings.Named(name).Of(labels, weights, 5);
            double[] onlyPresent = [of[0], 0, of[2], 0, 0];
            Assert.Equal(onlyPresent, of);
            double[] ofPresent = [of[0], of[2]];
            Assert.Equal(OfKernel(name, [0, 0, 1, 1, 1], [1, 1, 1, 1, 1], 2), ofPresent);
        }
    }

    /// <summary>What the costs among the classes that have weight make; of one class there are no mistakes.</summary>
    [Fact]
    public void CostsOfClassesWithoutWeightDoNotCount()
    {
        int[] labels = [0, 0, 2, 2, 2, 1];
        double[] weights = [1, 1, 1, 1, 1, 0];
        double[] costs = [0, 100, 3, 7, 0, 100, 12, 100, 0];
        Assert.Equal(new double[] { 15 / 42.0, 0, 60 / 42.0 }, ClassWeighting.FromCosts(costs).Of(labels, weights, 3), (one, other) => Math.Abs(one - other) < 1e-15);
        Assert.Equal([0, 1.0, 0], ClassWeighting.FromCosts(costs).Of([1, 1], [], 3));
        double[] free = [0, 1, 0, 1, 0, 1, 0, 1, 0];
        Assert.Contains("no mistake among", Assert.Throws<ArgumentException>("options", () => ClassWeighting.FromCosts(free).Of(labels, weights, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("4 costs for 3 classes", Assert.Throws<ArgumentException>("options", () => ClassWeighting.FromCosts(0, 1, 1, 0).Of(labels, weights, 3)).Message, StringComparison.Ordinal);
    }

    /// <summary>The unit of weights is a row to effective numbers, whatever unit a trainer computes in.</summary>
    [Fact]
    public void EffectiveNumbersCountRowsOfTheUnitGiven()
    {
        int[] labels = [0, 0, 1];
        var twice = ClassWeighting.EffectiveNumber(0.9).Of([0, 0, 1, 0, 0, 1], [], 2);
        Assert.Equal(twice, ClassWeighting.EffectiveNumber(0.9).Of(labels, [2, 2, 2], 2));
        Assert.Equal(twice, ClassWeighting.EffectiveNumber(0.9).Of(labels, [1, 1, 1], 2, exponent: 1));
        Assert.NotEqual(twice, ClassWeighting.EffectiveNumber(0.9).Of(labels, [1, 1, 1], 2));
    }

    /// <summary>Of trees the unit of class weights never shows. A logistic regression whose objective overflows says which option it is.</summary>
    [Fact]
    public void WeightsOfOnesOwnMayBeAnyNumbers()
    {
        double[] given = [1.5, 0.25, 1];
        foreach (var trainer in Trainers.OfClasses)
        {
            var saved = TestData.Saved(Trainers.Fit(trainer, Data, SampleWeights, weighting: ClassWeighting.Custom(given)));
            foreach (var power in (int[])[-1072, -600, 600, 1023])
            {
                var scaled = ClassWeighting.Custom([.. given.Select(weight => Math.ScaleB(weight, power))]);
                if (!Trainers.IsLinear(trainer))
                {
                    Assert.Equal(saved, TestData.Saved(Trainers.Fit(trainer, Data, SampleWeights, weighting: scaled)));
                }
                else if (power == 1023)
                {
                    var error = Assert.Throws<ArgumentException>("options", () => Trainers.Fit(trainer, Data, SampleWeights, weighting: scaled));
                    Assert.StartsWith("Weighting is custom 1.348269851146737E+308, ", error.Message, StringComparison.Ordinal);
                }
            }

            Trainers.Fit(trainer, Data, SampleWeights, weighting: ClassWeighting.Custom(double.Epsilon, 1, 0));
        }
    }

    /// <summary>A bootstrap is of the rows that count: one of rows of weight 0 alone would have no tree.</summary>
    [Fact]
    public void ABootstrapDrawsNoRowOfAClassOfWeightZero()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row == 7 ? 1 : 0)];
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, 60).Select(row => (double)row)], labels);
        var forest = RandomForestClassifier.Fit(data, new() { TreeCount = 40, Weighting = ClassWeighting.Custom(0, 1) });
        Assert.Equal(Enumerable.Repeat(1, 60), TestData.Predict(forest, data));
    }

    [Fact]
    public void EqualChoicesAreEqual()
    {
        Assert.Equal(ClassWeighting.None, default);
        Assert.True(ClassWeighting.Custom(1, 2) == ClassWeighting.Custom([1, 2]));
        Assert.True(ClassWeighting.Custom(1, 2) != ClassWeighting.Custom(1, 3));
        Assert.NotEqual(ClassWeighting.EffectiveNumber(0.5), ClassWeighting.EffectiveNumber(0.6));
        Assert.NotEqual(ClassWeighting.Balanced, ClassWeighting.BalancedPerBootstrap);
        Assert.Equal(ClassWeighting.Custom(1, 2).GetHashCode(), ClassWeighting.Custom(1, 2).GetHashCode());
        Assert.Equal("effective number 0.5", ClassWeighting.EffectiveNumber(0.5).ToString());
        Assert.Equal("custom 0.5, 2", ClassWeighting.Custom(0.5, 2).ToString());
        Assert.Equal("median frequency", ClassWeighting.MedianFrequency.ToString());
        Assert.Equal("costs 0, 1, 5, 0", ClassWeighting.FromCosts(0, 1, 5, 0).ToString());
        Assert.EndsWith("0, 0, …", ClassWeighting.Custom(new double[17]).ToString(), StringComparison.Ordinal);
        Assert.NotEqual(ClassWeighting.Custom(0, 1, 5, 0), ClassWeighting.FromCosts(0, 1, 5, 0));
    }

    [Fact]
    public void WhatIsNoChoiceIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => ClassWeighting.EffectiveNumber(1));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => ClassWeighting.EffectiveNumber(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => ClassWeighting.EffectiveNumber(double.NaN));
        Assert.Contains("weights[1] is -1", Assert.Throws<ArgumentOutOfRangeException>("weights", () => ClassWeighting.Custom(1, -1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => ClassWeighting.Custom(double.PositiveInfinity));
        Assert.Contains("costs has 3 elements", Assert.Throws<ArgumentException>("costs", () => ClassWeighting.FromCosts(0, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("costs", () => ClassWeighting.FromCosts());
        Assert.Contains("costs[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>("costs", () => ClassWeighting.FromCosts(0, double.NaN, 1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("costs[2] is 1; it must be at least 2", Assert.Throws<ArgumentOutOfRangeException>("costs", () => ClassWeighting.FromCosts(0, 1, 1, 2)).Message, StringComparison.Ordinal);
        foreach (var trainer in Trainers.OfClasses)
        {
            Assert.Contains("2 weights for 3 classes", Assert.Throws<ArgumentException>("options", () => Trainers.Fit(trainer, Data, weighting: ClassWeighting.Custom(1, 2))).Message, StringComparison.Ordinal);
            Assert.Contains("no row has weight", Assert.Throws<ArgumentException>("options", () => Trainers.Fit(trainer, Data, weighting: ClassWeighting.Custom(0, 0, 0))).Message, StringComparison.Ordinal);
        }
    }

    private static double[] OfKernel(string scheme, ReadOnlySpan<int> labels, ReadOnlySpan<double> sampleWeights, int classes = 3)
    {
        var weights = new double[classes];
        switch (scheme)
        {
            case "none":
                weights.AsSpan().Fill(1);
                break;
            case "balanced":
                ClassWeights.Balanced(labels, weights, sampleWeights);
                break;
            case "inverse square root":
                ClassWeights.InverseSquareRoot(labels, weights, sampleWeights);
                break;
            case "median frequency":
                ClassWeights.MedianFrequency(labels, weights, sampleWeights);
                break;
            case "costs":
                ClassWeights.FromCosts(labels, Weightings.Costs(classes), weights, sampleWeights);
                break;
            default:
                ClassWeights.EffectiveNumber(labels, 0.99, weights, sampleWeights, scale: ClassWeightScale.MeanOneOverClasses);
                break;
        }

        return weights;
    }
}
