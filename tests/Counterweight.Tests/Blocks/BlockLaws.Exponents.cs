using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <content>Exponents put in and taken out.</content>
internal sealed partial class BlockLaws<TBlock, T>
{
    [Law]
    public void ScaleBRoundsOnce()
    {
        T[] edges = [T.Zero, T.PositiveInfinity, T.NaN, T.NegativeZero];
        var limit = typeof(T) == typeof(float) ? 250 : 2000;
        for (var i = 0; i < 20_000; i++)
        {
            var values = Fill(() => T.CreateChecked((random.NextDouble() + 0.5) * (random.Next(2) - 0.5)));
            values[i % Count] = edges[i % edges.Length];

            // Half of them end near the subnormal numbers.
            var exponents = Fill(() => T.CreateChecked(random.Next(2) == 0 ? random.Next(-limit, limit + 1) : -limit * 65 / 128 + random.Next(-40, 40)));
            var scaled = Lanes(TBlock.ScaleB(Block(values), Block(exponents)));
            for (var lane = 0; lane < Count; lane++)
            {
                Same(T.ScaleB(values[lane], int.CreateChecked(exponents[lane])), scaled[lane], exact: false);
            }
        }
    }

    [Law]
    public void DecomposeIsExact()
    {
        var three = T.CreateChecked(0.75);
        foreach (var values in Inputs([MinNormal, T.Epsilon, T.BitDecrement(MinNormal), three, T.BitDecrement(three), T.CreateChecked(1.5), T.BitDecrement(T.CreateChecked(1.5)), T.One]))
        {
            for (var lane = 0; lane < Count; lane++)
            {
                values[lane] = T.IsFinite(values[lane]) && values[lane] != T.Zero ? T.Abs(values[lane]) : T.One;
            }

            TBlock.Decompose(Block(values), out var mantissa, out var exponent);
            var (m, e) = (Lanes(mantissa), Lanes(exponent));
            for (var lane = 0; lane < Count; lane++)
            {
                Assert.InRange(m[lane], three, T.BitDecrement(T.CreateChecked(1.5)));
                Assert.Equal(values[lane], T.ScaleB(m[lane], int.CreateChecked(e[lane])));
            }
        }
    }
}
