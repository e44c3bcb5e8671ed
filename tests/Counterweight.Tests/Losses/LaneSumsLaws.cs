using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Losses;
using Counterweight.Tests.Blocks;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>The sums that every loop over rows makes of a work item.</summary>
internal sealed class LaneSumsLaws<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Far above all other terms: the sum of a lane beside it keeps none of their bits.</summary>
    private static readonly T Huge = T.ScaleB(T.One, 80);

    private static int Lanes => LaneSums<TBlock, T>.Lanes;

    [Law]
    public static void WhatRoundingTakesAwayIsKept()
    {
        // 2^80 in a lane, thirty ones in all of them, −2^80 in the lane again, or in another.
        for (var lane = 0; lane < Lanes; lane++)
        {
            foreach (var back in (ReadOnlySpan<int>)[lane, 0, Lanes - 1])
            {
                T[][] parts = [Lane(lane, Huge), .. Enumerable.Repeat(All(T.One, 1), 30), Lane(back, -Huge)];
                var expected = 30.0 * Lanes;
                Assert.Equal((expected, 3 * expected), LossAndWeight(parts, [.. parts.Select(Tripled)]));
                Assert.Equal((3 * expected, expected), LossAndWeight([.. parts.Select(Tripled)], parts));
            }
        }

        static T[] Tripled(T[] part) => [.. part.Select(x => x * T.CreateChecked(3))];
    }

    [Law]
    public static unsafe void LanesAreThoseOf64BytesWhateverTheBlock()
    {
        Assert.Equal(64, Lanes * sizeof(T));
        Assert.Equal(0, Lanes % TBlock.Count);
    }

    [Law]
    public static void AnInfiniteTermOfAnyLaneIsTheSum()
    {
        T[] infinities = [T.PositiveInfinity, T.NegativeInfinity];
        foreach (var infinity in infinities)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                T[][] parts = [All(T.One, 3), Lane(lane, infinity), All(T.One, 1)];
                T[][] ones = [All(T.One, 3), All(T.One, 1), All(T.One, 1)];
                Assert.Equal((double.CreateTruncating(infinity), 5.0 * Lanes), LossAndWeight(parts, ones));
                Assert.Equal((5.0 * Lanes, double.CreateTruncating(infinity)), LossAndWeight(ones, parts));
                Assert.Equal(double.CreateTruncating(infinity), LossAndWeight([.. parts, Lane(0, infinity)], [.. ones, ones[1]]).Loss);
                Assert.Equal(double.NaN, LossAndWeight([.. parts, Lane(0, -infinity)], [.. ones, ones[1]]).Loss);
            }
        }
    }

    [Law]
    public static void RowsOfPositiveWeightAreCountedInAnyNumberOfBlocks()
    {
        for (var blocks = 1; blocks <= 7; blocks++)
        {
            for (var every = 1; every <= 5; every++)
            {
                T[] weights = [.. Enumerable.Range(0, blocks * Lanes).Select(i => i % every == 0 ? T.CreateChecked(0.25) : T.Zero)];
                var expected = weights.Count(weight => weight > T.Zero);
                var sum = Sum([weights, weights], [weights, weights]);
                Assert.Equal((2 * expected, 0.5 * expected, 0.5 * expected), (sum.Rows, sum.Weight, sum.Loss));
            }
        }
    }

    private static T[] All(T value, int blocks) => [.. Enumerable.Repeat(value, blocks * Lanes)];

    private static T[] Lane(int lane, T value) => [.. Enumerable.Range(0, Lanes).Select(i => i == lane ? value : T.Zero)];

    private static (double Loss, double Weight) LossAndWeight(T[][] losses, T[][] weights)
    {
        var sum = Sum(losses, weights);
        return (sum.Loss, sum.Weight);
    }

    private static unsafe LossAccumulator Sum(T[][] losses, T[][] weights)
    {
        var buffer = stackalloc double[LaneSums<TBlock, T>.Size];
        var sums = new LaneSums<TBlock, T>(buffer);
        for (var part = 0; part < losses.Length; part++)
        {
            fixed (T* loss = losses[part], weight = weights[part])
            {
                sums.Add(loss, weight, losses[part].Length / Lanes);
            }
        }

        var result = default(LossAccumulator);
        sums.AddTo(ref result);
        return result;
    }
}
