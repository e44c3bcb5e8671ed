using System.Numerics;
using Counterweight.Losses;
using Counterweight.Reference.Catalog;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Our losses against numbers that PyTorch computed in double, and where PyTorch answers otherwise, how.</summary>
[Trait("Registers", "any")]
public sealed class GoldenTests(ITestOutputHelper output)
{
    /// <summary>Our errors: a few ε of an output's terms, none of which is greater than the case's scale. Seen: 0.6 of this.</summary>
    private static readonly Bound SingleBound = new(ComparisonFamily.Probability, Ulps: 2, Epsilons: 2);

    /// <summary>In double PyTorch's own errors come on top, above all from 1 − p and z − z·y of certain classes: ε of the score. Seen: 0.7 of this.</summary>
    private static readonly Bound DoubleBound = new(ComparisonFamily.Probability, Ulps: 8, Epsilons: 8);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in GoldenFile.All.Values.Where(file => GoldenLosses<double>.All.ContainsKey(file.Loss)))
            {
                foreach (var golden in file.Cases)
                {
                    data.Add(file.Loss, golden.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsPyTorch(string loss, string name)
    {
        var golden = GoldenFile.All[loss].Cases.Single(golden => string.Equals(golden.Name, name, StringComparison.Ordinal));
        Check(golden, GoldenLosses<double>.All[loss](new GoldenBatch<double>(golden)));
        if (golden.IsSingle)
        {
            Check(golden, GoldenLosses<float>.All[loss](new GoldenBatch<float>(golden)));
        }
    }

    [Fact]
    public void EveryStoredLossIsCompared()
    {
        string[] left = [.. GoldenFile.All.Keys.Except(GoldenLosses<double>.All.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        Assert.Empty(left);
    }

    private void Check<T>(GoldenCase golden, GoldenOutputs<T> ours)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Compare("value", golden, ours.Value, golden.Value, golden.Torch?.Value);
        Compare("gradient", golden, ours.Gradient, golden.Gradient, golden.Torch?.Gradient);
        Compare("hessian", golden, ours.Hessian, golden.Hessian, golden.Torch?.Hessian);
        Near<T>("sum", golden.Sum ?? golden.Value!.Sum(), ours.Loss, golden.Scale * (golden.Value?.Length ?? 1));
        if (ours.Sum is { } sum)
        {
            Near<T>("weight", golden.Weight ?? sum.Weight, sum.Weight, golden.Scale);
            CheckMean<T>(golden, sum);
        }
    }

    /// <summary>Each output; where PyTorch's differs it is NaN or has overflown, and differ it must somewhere, or the note would be idle.</summary>
    private void Compare<T>(string part, GoldenCase golden, T[]? ours, double[]? expected, double[]? torch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected is null || ours is null)
        {
            return;
        }

        Assert.Equal(expected.Length, ours.Length);
        var (worst, differences) = (0.0, 0);
        for (var i = 0; i < ours.Length; i++)
        {
            var excess = Excess<T>(double.CreateChecked(ours[i]), expected[i], golden.Scale);
            Assert.True(excess <= 1, FormattableString.Invariant($"{part}[{i}] is {ours[i]}, not {expected[i]:R}: {excess:G3} of the bound"));
            worst = Math.Max(worst, excess);
            if (torch is not null && Excess<T>(torch[i], expected[i], golden.Scale) > 1)
            {
                Assert.False(double.IsFinite(torch[i]), FormattableString.Invariant($"PyTorch's {part}[{i}] is {torch[i]:R}, not {expected[i]:R}"));
                differences++;
            }
        }

        Assert.Equal(torch is not null, differences > 0);
        output.WriteLine(FormattableString.Invariant($"{typeof(T).Name} {part}: {worst:F2} of the bound"));
    }

    /// <summary>
    /// Its mean is ours over the weights of the labels, unless smoothing makes rows weigh otherwise here,
    /// and its mean over rows of probability targets; of nothing it has no mean and ours is 0.
    /// </summary>
    private static void CheckMean<T>(GoldenCase golden, LossSum ours)
    {
        if (golden.Torch is not { Value: null, Mean: { } mean, Denominator: { } denominator })
        {
            return;
        }

        var scale = golden.Scale * golden.Value!.Length;
        if (denominator == 0)
        {
            Assert.True(double.IsNaN(mean));
            Assert.Equal((0, 0, 0L, 0, 0), (ours.Loss, ours.Weight, ours.Rows, ours.Mean, ours.WeightedMean));
        }
        else if (golden.SoftTargets is not null)
        {
            Near<T>("mean", mean, ours.Mean, scale / denominator);
        }
        else
        {
            var weight = golden.Weight!.Value;
            Assert.True(denominator.Equals(weight) || golden.Note is not null, "A denominator other than the weight wants a note.");
            Near<T>("mean", mean * denominator / weight, ours.WeightedMean, scale / weight);
        }
    }

    private static double Excess<T>(double actual, double expected, double scale) =>
        (typeof(T) == typeof(float) ? SingleBound : DoubleBound).Excess<T>(actual, expected, scale);

    private static void Near<T>(string what, double expected, double actual, double scale)
    {
        var excess = Excess<T>(actual, expected, scale);
        Assert.True(excess <= 1, FormattableString.Invariant($"{what} is {actual:R}, not {expected:R}: {excess:G3} of the bound"));
    }
}
