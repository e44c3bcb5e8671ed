using Counterweight.Calibration;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Calibration;

public sealed class IsotonicCalibrationTests
{
    [Fact]
    public void ASmallFitIsKnown()
    {
        // 1 falls behind 0 at 3 and 4, ties at 5 have the mean 0.5, and beyond is constant.
        var fit = IsotonicCalibration.Fit<double>([1, 2, 3, 4, 5, 5, 6], [0, 0, 1, 0, 1, 0, 1]);
        Assert.Equal([1, 2, 3, 5, 6], fit.Scores.ToArray());
        Assert.Equal([0, 0, 0.5, 0.5, 1], fit.Values.ToArray());
        var values = new double[6];
        fit.Apply([0, 2.5, 4.5, 5.25, 9, double.NaN], values);
        Assert.Equal([0, 0.25, 0.5, 0.625, 1, double.NaN], values);
    }

    [Fact]
    public void FitsFollowTheirLaws() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        double[] scores = [.. Enumerable.Range(0, 60).Select(_ => Math.Round(random.NextDouble() * 40) / 4)];
        double[] targets = [.. scores.Select(score => random.Next(2) == 0 ? score - 5 + (random.NextDouble() * 8) : random.Next(2))];
        double[] weights = [.. scores.Select(_ => random.Next(4) == 0 ? 0 : Math.ScaleB(random.NextDouble(), random.Next(-20, 20)))];
        weights[0] = 1;
        var whole = IsotonicCalibration.Fit(scores, targets, weights);
        int[] order = [.. Enumerable.Range(0, 60)];
        random.Shuffle(order);
        Same(whole, Of(order, weights));
        Same(whole, Of([.. order.Where(row => weights[row] > 0)], weights));
        Same(whole, Of([.. order, .. order], weights));
        Same(whole, Of(order, [.. weights.Select(weight => 1024 * weight)]));

        // It never falls, has the mean of the targets, and no pool within could rise apart.
        var fitted = new double[60];
        whole.Apply(scores, fitted);
        int[] ascending = [.. order.OrderBy(row => scores[row])];
        Assert.All(ascending.Zip(ascending.Skip(1)), pair => Assert.True(fitted[pair.First] <= fitted[pair.Second]));
        Assert.Equal(Weighted(targets), Weighted(fitted), 1e-9 * weights.Sum());
        Assert.True(Squares(fitted) <= Squares([.. fitted.Select((value, row) => value + (0.01 * (scores[row] - 5)))]) + 1e-9);
        Assert.True(Squares(fitted) <= Squares([.. scores.Select(_ => Weighted(targets) / weights.Sum())]) + 1e-9);

        IsotonicCalibration Of(int[] rows, double[] own) => IsotonicCalibration.Fit([.. rows.Select(row => scores[row])], [.. rows.Select(row => targets[row])], [.. rows.Select(row => own[row])]);
        double Weighted(double[] values) => values.Zip(weights, (value, weight) => value * weight).Sum();
        double Squares(double[] values) => values.Select((value, row) => weights[row] * (value - targets[row]) * (value - targets[row])).Sum();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WhatRisesIsKeptAndWhatFallsIsTheMean()
    {
        Assert.Equal([1, 2, 3, 5], IsotonicCalibration.Fit<double>([1, 2, 3, 4], [1, 2, 3, 5]).Values.ToArray());
        Assert.Equal([4, 4], IsotonicCalibration.Fit<double>([1, 2, 3], [6, 4, 2]).Values.ToArray());
        Assert.Equal([16 / 3.0, 16 / 3.0], IsotonicCalibration.Fit([1.0, 2, 3], [6, 4, 2.0], [2, 1, 0]).Values.ToArray());
        Assert.Equal([7], IsotonicCalibration.Fit<float>([1], [7]).Values.ToArray());

        // −0 is 0.
        Assert.Equal([0.5], IsotonicCalibration.Fit<double>([0.0, -0.0], [0, 1]).Values.ToArray());
    }

    /// <summary>Between knots the function never falls, not even by a rounding.</summary>
    [Fact]
    public void LinesNeverFall()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 200; trial++)
        {
            var (from, to, low) = (random.NextDouble(), 1 + random.NextDouble(), random.NextDouble());
            var fit = IsotonicCalibration.FromKnots([from, to], [low, low + Math.ScaleB(random.NextDouble(), -random.Next(50))]);
            double[] at = [.. Enumerable.Range(0, 100).Select(_ => from + ((to - from) * random.NextDouble())).Append(from).Append(to).Append(Math.BitDecrement(to)).Order()];
            var values = new double[at.Length];
            fit.Apply(at, values);
            Assert.Equal(values.Order(), values);
            Assert.Equal((fit.Values[0], fit.Values[1]), (values[0], values[^1]));
        }
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("scores[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.Fit<double>([0, double.NaN], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("targets[0] is ", Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.Fit<double>([0, 1], [double.PositiveInfinity, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("No row has weight", Assert.Throws<ArgumentException>(() => IsotonicCalibration.Fit([0.0], [0.0], [0.0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.Fit<double>([0, 1], [0]));
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.FromKnots([], []));
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.FromKnots([1], [1, 2]));
        Assert.Contains("scores[1] is 1", Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.FromKnots([1, 1], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("values[1] is 0", Assert.Throws<ArgumentOutOfRangeException>(() => IsotonicCalibration.FromKnots([1, 2], [1, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => IsotonicCalibration.FromKnots([1], [1]).Apply([0.0], new double[2]));
    }

    private static void Same(IsotonicCalibration one, IsotonicCalibration other)
    {
        Assert.Equal(one.Scores.ToArray(), other.Scores.ToArray());
        Assert.Equal(one.Values.ToArray(), other.Values.ToArray());
    }
}
