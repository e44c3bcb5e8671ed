using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Roofline;

/// <summary>Independent chains of fused multiply-adds in registers: what the arithmetic units allow.</summary>
/// <remarks>Eight registers at any width, which hide the latency of two units of four cycles: eight, four or two blocks.</remarks>
internal struct FusedMultiplyAddLoop<T> : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rounds = 20_000;

    /// <summary>Operations of one run, one a lane.</summary>
    public double Count { get; private set; }

    /// <summary>What came out, so that nothing is optimised away.</summary>
    public T Result { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var blocks = RegisterWidth.Bits / 64;
        Result = TBlock.Sum(blocks switch
        {
            8 => Eight(TBlock.One),
            4 => Four(TBlock.One),
            _ => Two(TBlock.One),
        });
        Count = (double)Rounds * blocks * TBlock.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Two<TBlock>(TBlock start)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var factor = TBlock.Constant(0.999);
        var (a, b) = (start, start);
        for (var i = 0; i < Rounds; i++)
        {
            a = TBlock.FusedMultiplyAdd(a, factor, factor);
            b = TBlock.FusedMultiplyAdd(b, factor, factor);
        }

        return a + b;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Four<TBlock>(TBlock start)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var factor = TBlock.Constant(0.999);
        var (a, b, c, d) = (start, start, start, start);
        for (var i = 0; i < Rounds; i++)
        {
            a = TBlock.FusedMultiplyAdd(a, factor, factor);
            b = TBlock.FusedMultiplyAdd(b, factor, factor);
            c = TBlock.FusedMultiplyAdd(c, factor, factor);
            d = TBlock.FusedMultiplyAdd(d, factor, factor);
        }

        return a + b + c + d;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Eight<TBlock>(TBlock start)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var factor = TBlock.Constant(0.999);
        var (a, b, c, d) = (start, start, start, start);
        var (e, f, g, h) = (start, start, start, start);
        for (var i = 0; i < Rounds; i++)
        {
            a = TBlock.FusedMultiplyAdd(a, factor, factor);
            b = TBlock.FusedMultiplyAdd(b, factor, factor);
            c = TBlock.FusedMultiplyAdd(c, factor, factor);
            d = TBlock.FusedMultiplyAdd(d, factor, factor);
            e = TBlock.FusedMultiplyAdd(e, factor, factor);
            f = TBlock.FusedMultiplyAdd(f, factor, factor);
            g = TBlock.FusedMultiplyAdd(g, factor, factor);
            h = TBlock.FusedMultiplyAdd(h, factor, factor);
        }

        return a + b + c + d + e + f + g + h;
    }
}
