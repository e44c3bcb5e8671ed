using Counterweight.Weighting;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Weighting;

/// <summary>Laws and edges of the effective sample size.</summary>
public sealed class EffectiveSampleSizeTests
{
    [Fact]
    public void EqualWeightsCostNothing()
    {
        foreach (var weight in (ReadOnlySpan<double>)[1, 0.375, 1e300, 1e-300, double.Epsilon, 1e30])
        {
            var size = EffectiveSampleSize.Of<double>(Enumerable.Repeat(weight, 1000).ToArray());
            Assert.Equal(1000, size.Count);
            Assert.Equal(1000, size.Effective, 1e-10);
            Assert.Equal(1, size.DesignEffect, 1e-13);
        }

        Assert.Equal(1000, EffectiveSampleSize.Of<float>(Enumerable.Repeat(0.5f, 1000).ToArray()).Effective);
    }

    /// <summary>4,500 rows against one, each class worth the same: the one decides half of everything.</summary>
    [Fact]
    public void WhatBalancingAVeryRareClassCosts()
    {
        var size = EffectiveSampleSize.Of<double>([4_500_000L, 1000], [1, 4500]);
        Assert.Equal(4_501_000, size.Count);
        Assert.Equal(9_000_000d * 9_000_000 / (4_500_000 + (1000 * 4500d * 4500)), size.Effective, 1e-9);
        Assert.Equal(3999.1, size.Effective, 0.05);
        Assert.Equal(1125.5, size.DesignEffect, 0.05);
    }

    [Fact]
    public void RowsOfWeightZeroDoNotCount()
    {
        Assert.Equal(EffectiveSampleSize.Of<float>([1, 2, 3]), EffectiveSampleSize.Of<float>([0, 1, 0, 2, 3, -0.0f]));
        Assert.Equal(EffectiveSampleSize.Of<float>([3L, 2], [1, 2]), EffectiveSampleSize.Of<float>([3L, 7, 0, 2], [1, 0, 5, 2]));
        var none = EffectiveSampleSize.Of<double>([0, 0]);
        Assert.Equal((0, 0, 0, 0, 1), (none.Count, none.Sum, none.SumOfSquares, none.Effective, none.DesignEffect));
        Assert.Equal(default, EffectiveSampleSize.Of<double>([]));
        Assert.Equal(1, EffectiveSampleSize.Of<double>([double.Epsilon]).Effective);
        Assert.Equal("4 of 4 rows, design effect 1", EffectiveSampleSize.Of<double>([2, 2, 2, 2]).ToString());
    }

    [Fact]
    public void Laws() => Prop.ForAll(Gen.Choose(0, 1 << 20).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var weights = Enumerable.Range(0, random.Next(1, 9000)).Select(_ => random.Next(9) == 0 ? 0 : Math.ScaleB(random.NextDouble(), random.Next(-20, 20))).ToArray();
        var size = EffectiveSampleSize.Of<double>(weights);
        Assert.InRange(size.Effective, size.Count > 0 ? 1 - 1e-12 : 0, size.Count * (1 + 1e-12));

        // Scaling changes nothing.
        foreach (var exponent in (ReadOnlySpan<int>)[-1000, -500, 100, 470, 900])
        {
            var scaled = EffectiveSampleSize.Of<double>([.. weights.Select(w => Math.ScaleB(w, exponent))]);
            Assert.Equal((size.Count, size.Effective, size.DesignEffect), (scaled.Count, scaled.Effective, scaled.DesignEffect));
        }

        // Parts merge in any order to the same bits, and to the whole where they are whole work items.
        var parts = weights.Chunk(4096).Select(part => EffectiveSampleSize.Of<double>(part)).ToArray();
        random.Shuffle(parts);
        Assert.Equal(size, parts.Aggregate((a, b) => a + b));
        Assert.Equal(size, EffectiveSampleSize.Of<double>(weights, 3));

        random.Shuffle(weights);
        var permuted = EffectiveSampleSize.Of<double>(weights);
        Assert.Equal(size.Count, permuted.Count);
        Assert.Equal(size.Effective, permuted.Effective, 1e-12 * size.Effective);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public void ClassWeightsAreTheSameNumbersAsSampleWeights(int classes)
    {
        var random = new Random(classes);
        int[] labels = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(-1, classes))];
        float[] classWeights = [.. Enumerable.Range(0, classes).Select(c => c == 1 ? 0 : random.NextSingle())];
        var byClass = EffectiveSampleSize.Of<float>(labels, classWeights, ignoreLabel: -1);
        var bySample = EffectiveSampleSize.Of<float>([.. labels.Select(label => label < 0 ? 0 : classWeights[label])]);
        Assert.Equal(bySample.Count, byClass.Count);
        Assert.Equal(bySample.Sum, byClass.Sum, 1e-12 * byClass.Sum);
        Assert.Equal(bySample.Effective, byClass.Effective, 1e-12 * byClass.Effective);
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Refuses("sampleWeights", "sampleWeights[2] is -1", () => EffectiveSampleSize.Of<float>([1, 2, -1]));
        Refuses("classWeights", "classWeights[0] is NaN", () => EffectiveSampleSize.Of<float>([5L, 5], [float.NaN, 1]));
        Refuses("classCounts", "classCounts[1] is -5", () => EffectiveSampleSize.Of<float>([5L, -5], [1, 1]));
        Refuses("labels", "labels[1] is 2", () => EffectiveSampleSize.Of<float>([1, 2], [1, 1]));
        Refuses("degreeOfParallelism", "0", () => EffectiveSampleSize.Of<float>([1f], 0));
        Assert.Throws<ArgumentException>("classWeights", () => EffectiveSampleSize.Of<float>([5L, 5], [1f]));
        Assert.Throws<NotSupportedException>(() => EffectiveSampleSize.Of<Half>([Half.One]));

        static void Refuses(string parameter, string message, Action call) =>
            Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(parameter, call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreRowsThanALongCountsAreRefused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>("classCounts", () => EffectiveSampleSize.Of<double>([long.MaxValue, 1], [1, 1]));
        Assert.Contains("classCounts[1]", error.Message, StringComparison.Ordinal);
        var most = EffectiveSampleSize.Of<double>([long.MaxValue], [1]);
        Assert.Throws<OverflowException>(() => most + most);
    }
}
