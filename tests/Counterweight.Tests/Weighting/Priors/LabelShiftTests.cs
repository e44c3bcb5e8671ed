using Counterweight.Weighting.Priors;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting.Priors;

public sealed class LabelShiftTests
{
    private static readonly double[] Confusion = [70, 20, 10, 2, 6, 2, 1, 1, 8];

    /// <summary>Answers of a mixture of the classes give the mixture back, exactly but for rounding.</summary>
    [Fact]
    public void AMixtureIsFound() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] priors = Normalized([.. Enumerable.Range(0, 3).Select(_ => random.NextDouble())]);
        var (weights, expected) = (new double[3], Expected(priors));
        var condition = LabelShift.BlackBox(Confusion, Answers(priors, 1000), weights);
        Near(expected, weights, 1e-12);
        Assert.InRange(condition, 1, 10);

        // However rare a class was, and in whatever units.
        double[] scaled = [.. Confusion.Select((count, i) => i < 3 ? count * 1e6 : count)];
        Assert.Equal(condition, LabelShift.BlackBox(scaled, Answers(priors, 3), weights), 1e-9);
        Near(priors, [.. weights.Select((weight, c) => weight * (c == 0 ? 1e8 : 10) / (1e8 + 20))], 1e-12);
    }).QuickCheckThrowOnFailure();

    /// <summary>A model whose answers are all the next class's is as good as any: pivots lie off the diagonal.</summary>
    [Fact]
    public void AnswersMayHaveOtherNumbers()
    {
        double[] turned = [1, 8, 1, 0, 2, 8, 9, 1, 0];
        double[] priors = [0.2, 0.5, 0.3];
        var weights = new double[3];
        double[] answers = [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 3).Sum(c => priors[c] * turned[(c * 3) + j] / 10))];
        Assert.InRange(LabelShift.BlackBox(turned, answers, weights), 1, 10);
        Near([0.6, 1.5, 0.9], weights, 1e-13);

        // Pivots of 1e-14 would leave few digits.
        double[] nearly = [3e-14, 1, 1, 7e-14];
        for (var share = 0.01; share < 1; share += 0.07)
        {
            LabelShift.BlackBox(nearly, [share, 1 - share], weights.AsSpan(0, 2));
            Near([2 * (1 - share), 2 * share], weights[..2], 1e-12);
        }
    }

    [Fact]
    public void AnswersThatNoMixtureExplainsAreClipped()
    {
        var weights = new double[3];
        LabelShift.BlackBox(Confusion, [0, 0, 9], weights);
        Assert.Equal(0, weights[0]);
        Assert.All(weights, weight => Assert.True(weight >= 0));
        Assert.Equal(1, ((weights[0] * 100) + (weights[1] * 10) + (weights[2] * 10)) / 120, 1e-14);
        LabelShift.Regularized(Confusion, [0, 0, 9], weights, 1e-6);
        Assert.Contains(0, weights);
        Assert.Equal(1, ((weights[0] * 100) + (weights[1] * 10) + (weights[2] * 10)) / 120, 1e-14);
    }

    /// <summary>Two classes that are answered alike, nearly or quite.</summary>
    [Theory]
    [InlineData(0.0, double.PositiveInfinity)]
    [InlineData(1e-6, 3e6)]
    public void AnIllConditionedMatrixIsRefusedWithItsCondition(double apart, double condition)
    {
        var weights = new double[] { 7, 7 };
        double[] confusion = [1, 1, 1 - apart, 1 + apart];
        var error = Assert.Throws<ArgumentException>("confusion", () => LabelShift.BlackBox(confusion, [1, 2], weights));
        var stated = double.Parse(error.Message.Split("condition number of ")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(double.IsInfinity(condition) ? double.IsInfinity(stated) : Math.Abs(Math.Log(stated / condition)) < 1, error.Message);
        Assert.Contains("above 1000", error.Message, StringComparison.Ordinal);
        Assert.Equal([7.0, 7], weights);
        if (apart > 0)
        {
            Assert.Equal(stated, LabelShift.BlackBox(confusion, [1, 1.0000001], weights, maxCondition: 1e9), 1e-9 * stated);
        }

        LabelShift.Regularized(confusion, [1, 1.1], weights, penalty: 0.01);
        Assert.All(weights, weight => Assert.InRange(weight, 0.5, 1.5));
        Assert.Contains("raise penalty", Assert.Throws<ArgumentException>("penalty", () => LabelShift.Regularized(confusion, [1, 1.1], weights, penalty: 1e-300 + (apart * 0))).Message, StringComparison.Ordinal);
    }

    /// <summary>A weight of 1e320, a prior that is nothing beside another, and a matrix that any condition number would do for.</summary>
    [Fact]
    public void WhatIsBeyondADoubleIsRefused()
    {
        double[] weights = [7, 7];
        Assert.Contains("The weight of class 1, Infinity", Assert.Throws<ArgumentException>("confusion", () => LabelShift.BlackBox([1e300, 0, 0, 1e-20], [1, 1], weights)).Message, StringComparison.Ordinal);
        Assert.Contains("The weight of class 1, Infinity", Assert.Throws<ArgumentException>("confusion", () => LabelShift.BlackBox([1e300, 0, 0, 1e-310], [1, 1], weights)).Message, StringComparison.Ordinal);
        Assert.Contains("maxCondition is Infinity", Assert.Throws<ArgumentOutOfRangeException>("maxCondition", () => LabelShift.BlackBox([1, 1, 1, 1], [3, 1], weights, double.PositiveInfinity)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("confusion", () => LabelShift.BlackBox([1, 1, 1, 1], [3, 1], weights, double.MaxValue));
        Assert.Contains("trainedPriors[1] is 1E-300", Assert.Throws<ArgumentException>("trainedPriors", () => LabelShift.EstimatePriors<double>([1, 0], [1e300, 1e-300], weights)).Message, StringComparison.Ordinal);
        Assert.Equal([7.0, 7], weights);
    }

    /// <summary>What a row sums to does not matter, to the ends of double; nor do weights of rows that sum to a double.</summary>
    [Fact]
    public void TheSizeOfARowDoesNotShow()
    {
        double[] rows = [0.5, 0.25, 0.25, 0.125, 0.25, 0.625, 0.75, 0, 0.25];
        var (expected, weights) = (new double[3], new double[3]);
        var fit = LabelShift.EstimatePriors<double>(rows, [1, 2, 3], expected, [1, 2, 1]);
        foreach (var factor in (double[])[Math.ScaleB(1, 1023), Math.ScaleB(1, -1050), Math.ScaleB(1, -1000)])
        {
            Assert.Equal(fit, LabelShift.EstimatePriors<double>([.. rows.Select((p, i) => i < 6 ? p * factor : p)], [1, 2, 3], weights, [1, 2, 1]));
            Near(expected, weights, 1e-12);
            Assert.Equal(fit, LabelShift.EstimatePriors<double>(rows, [1, 2, 3], weights, [factor / 8, factor / 4, factor / 8]));
            Near(expected, weights, 1e-12);
        }
    }

    [Fact]
    public void RegularizationGoesFromTheEstimateToOnes()
    {
        double[] priors = [0.3, 0.3, 0.4];
        var (weights, expected) = (new double[3], Expected(priors));
        LabelShift.Regularized(Confusion, Answers(priors, 1), weights, penalty: 1e-9);
        Near(expected, weights, 1e-3);
        LabelShift.Regularized(Confusion, Answers(priors, 1), weights, penalty: 1e9);
        Near([1, 1, 1], weights, 1e-6);
        LabelShift.Regularized(Confusion, Answers(priors, 1), weights, penalty: 1e-9, trust: 0);
        Near([1, 1, 1], weights, 1e-15);
        LabelShift.Regularized(Confusion, Answers(priors, 1), weights, penalty: 1e-9, trust: 0.5);
        Near([.. expected.Select(weight => (1 + weight) / 2)], weights, 1e-3);
        LabelShift.Regularized(Confusion, [73, 27, 20], weights, penalty: 1e-3);
        Near([1, 1, 1], weights, 1e-14);
    }

    /// <summary>The gradient of the objective is 0 where the estimate is.</summary>
    [Fact]
    public void TheStatedObjectiveIsLeast()
    {
        var (weights, near) = (new double[3], new double[3]);
        double[] answers = [60, 50, 40];
        LabelShift.Regularized(Confusion, answers, weights, penalty: 0.01);

        // Undo the last factor: θ is determined up to it by the objective itself.
        var factor = Enumerable.Range(1, 4000).Select(i => i / 2000.0).MinBy(scale => Objective([.. weights.Select(weight => weight * scale)], answers, 0.01));
        var least = Objective([.. weights.Select(weight => weight * factor)], answers, 0.01);
        for (var c = 0; c < 3; c++)
        {
            foreach (var step in (double[])[-0.05, 0.05])
            {
                near = [.. weights.Select((weight, i) => (weight * factor) + (i == c ? step : 0))];
                Assert.True(Objective(near, answers, 0.01) > least);
            }
        }
    }

    /// <summary>Probabilities of rows that are drawn from a mixture: the weights of the rows make the draw exact.</summary>
    [Fact]
    public void PriorsAreEstimatedFromProbabilities() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] trained = Normalized([0.1 + random.NextDouble(), 0.1 + random.NextDouble(), 0.1 + random.NextDouble()]);
        double[] deployed = Normalized([0.1 + random.NextDouble(), 0.1 + random.NextDouble(), 0.1 + random.NextDouble()]);
        var rows = Confusion.Length / 3;
        double[] likelihoods = [0.7, 0.2, 0.1, 0.2, 0.6, 0.2, 0.1, 0.1, 0.8];
        double[] probabilities = [.. Enumerable.Range(0, 9).Select(i => trained[i % 3] * likelihoods[(i % 3 * 3) + (i / 3)])];
        double[] mixture = [.. Enumerable.Range(0, rows).Select(x => Enumerable.Range(0, 3).Sum(c => deployed[c] * likelihoods[(c * 3) + x]))];
        var weights = new double[3];
        var fit = LabelShift.EstimatePriors(probabilities, trained, weights, mixture, tolerance: 1e-13, maxIterations: 100_000);
        Assert.True(fit.HasConverged);
        Near([.. deployed.Zip(trained, (q, p) => q / p)], weights, 1e-9);

        // Weight 2 is the row twice, 0 no row; neither the order, nor the units of rows and weights matter.
        double[] twice = [.. probabilities, .. probabilities[3..6], .. probabilities[..3]];
        var again = new double[3];
        LabelShift.EstimatePriors(twice, [.. trained.Select(p => p * 64)], again, [.. mixture.Select(w => w * 1024), mixture[1] * 1024, 0], tolerance: 0, maxIterations: 7);
        LabelShift.EstimatePriors(probabilities, trained, weights, [mixture[0], 2 * mixture[1], mixture[2]], tolerance: 0, maxIterations: 7);
        Near(weights, again, 1e-13);
    }).QuickCheckThrowOnFailure();

    /// <summary>Several blocks of rows; a row of zeros says nothing.</summary>
    [Fact]
    public void ManyRowsAreOneBlockAfterTheOther()
    {
        float[] three = [0.75f, 0.25f, 0.5f, 0.5f, 0, 0];
        float[] many = [.. Enumerable.Range(0, 2000).SelectMany(_ => three)];
        var (few, all) = (new double[2], new double[2]);
        Assert.Equal(new LabelShiftFit(3, false), LabelShift.EstimatePriors<float>(three, [0.5, 0.5], few, maxIterations: 3, tolerance: 0));
        LabelShift.EstimatePriors<float>(many, [0.5, 0.5], all, maxIterations: 3, tolerance: 0);
        Near(few, all, 1e-14);
        Assert.Equal(new LabelShiftFit(1, true), LabelShift.EstimatePriors<float>([0.5f, 0.5f], [1, 1], few));
        Near([1, 1], few, 1e-15);
    }

    [Fact]
    public void BadOperandsAreNamedAndNothingIsWritten()
    {
        Throws<ArgumentException>("no classes", "answers", d => LabelShift.BlackBox([], [], d), 0);
        Throws<ArgumentException>("confusion has 3", "confusion", d => LabelShift.BlackBox([1, 1, 1], [1, 1], d), 2);
        Throws<ArgumentException>("destination has 3", "destination", d => LabelShift.BlackBox([1, 0, 0, 1], [1, 1], d), 3);
        Throws<ArgumentException>("Class 1 is absent from confusion", "confusion", d => LabelShift.BlackBox([1, 1, 0, 0], [1, 1], d), 2);
        Throws<ArgumentOutOfRangeException>("confusion[2] is -1", "confusion", d => LabelShift.Regularized([1, 1, -1, 0], [1, 1], d, 1), 2);
        Throws<ArgumentOutOfRangeException>("answers[1] is NaN", "answers", d => LabelShift.BlackBox([1, 0, 0, 1], [1, double.NaN], d), 2);
        Throws<ArgumentException>("answers sum to 0", "answers", d => LabelShift.BlackBox([1, 0, 0, 1], [0, 0], d), 2);
        Throws<ArgumentException>("confusion sums to ∞".Replace("∞", "Infinity", StringComparison.Ordinal), "confusion", d => LabelShift.BlackBox([double.MaxValue, 0, 0, double.MaxValue], [1, 0], d), 2);
        Throws<ArgumentException>("destination overlaps answers", "destination", d => LabelShift.BlackBox([1], d, d), 1);
        Throws<ArgumentOutOfRangeException>("maxCondition is 0.5", "maxCondition", d => LabelShift.BlackBox([1], [1], d, 0.5), 1);
        Throws<ArgumentOutOfRangeException>("penalty is 0", "penalty", d => LabelShift.Regularized([1], [1], d, 0), 1);
        Throws<ArgumentOutOfRangeException>("trust is 1.5", "trust", d => LabelShift.Regularized([1], [1], d, 1, 1.5), 1);
        Throws<ArgumentException>("no classes", "trainedPriors", d => LabelShift.EstimatePriors<double>([], [], d), 0);
        Throws<ArgumentOutOfRangeException>("trainedPriors[1] is 0", "trainedPriors", d => LabelShift.EstimatePriors<double>([0.5, 0.5], [1, 0], d), 2);
        Throws<ArgumentException>("no multiple of 2", "probabilities", d => LabelShift.EstimatePriors<double>([0.5, 0.5, 1], [1, 1], d), 2);
        Throws<ArgumentOutOfRangeException>("probabilities[1] is -0.5", "probabilities", d => LabelShift.EstimatePriors<double>([0.5, -0.5], [1, 1], d), 2);
        Throws<ArgumentException>("weigh 0", "probabilities", d => LabelShift.EstimatePriors<double>([], [1, 1], d), 2);
        Throws<ArgumentException>("weigh 0", "probabilities", d => LabelShift.EstimatePriors([0.5, 0.5], [1, 1], d, [0.0]), 2);
        Throws<ArgumentException>("sampleWeights has 2", "sampleWeights", d => LabelShift.EstimatePriors([0.5, 0.5], [1, 1], d, [1.0, 1]), 2);
        Throws<ArgumentOutOfRangeException>("tolerance is -1", "tolerance", d => LabelShift.EstimatePriors<double>([0.5, 0.5], [1, 1], d, tolerance: -1), 2);
        Throws<ArgumentOutOfRangeException>("maxIterations is 0", "maxIterations", d => LabelShift.EstimatePriors<double>([0.5, 0.5], [1, 1], d, maxIterations: 0), 2);
    }

    private static double Objective(double[] weights, double[] answers, double penalty)
    {
        var (all, total) = (Confusion.Sum(), answers.Sum());
        var residuals = Enumerable.Range(0, 3).Select(j => (answers[j] / total) - Enumerable.Range(0, 3).Sum(c => Confusion[(c * 3) + j] / all * weights[c]));
        return residuals.Sum(r => r * r) + (penalty * weights.Sum(w => (w - 1) * (w - 1)));
    }

    private static double[] Answers(double[] priors, double scale) =>
        [.. Enumerable.Range(0, 3).Select(j => scale * Enumerable.Range(0, 3).Sum(c => priors[c] * Confusion[(c * 3) + j] / Confusion[(c * 3)..((c * 3) + 3)].Sum()))];

    private static double[] Expected(double[] priors) => [priors[0] * 1.2, priors[1] * 12, priors[2] * 12];

    private static double[] Normalized(double[] masses) => [.. masses.Select(mass => mass / masses.Sum())];

    private static void Near(double[] expected, double[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, pair.First)));

    private static void Throws<TException>(string message, string parameter, Action<double[]> call, int length)
        where TException : ArgumentException
    {
        var destination = Enumerable.Repeat(0.125, length).ToArray();
        Assert.Contains(message, Assert.Throws<TException>(parameter, () => call(destination)).Message, StringComparison.Ordinal);
        Assert.All(destination, element => Assert.Equal(0.125, element));
    }
}
