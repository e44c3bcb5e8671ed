using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Benchmarks.Roofline;

/// <summary>The library's exp on blocks that never leave the registers, each independent of the one before.</summary>
internal struct ExponentialLoop<T> : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rounds = 20_000;

    /// <summary>Exponentials taken, one a lane.</summary>
    public double Count { get; private set; }

    /// <summary>What came out, so that nothing is optimised away.</summary>
    public T Result { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, IBlock<TBlock, T>
    {
        Result = TBlock.Sum(Sum<TBlock>(TBlock.Constant(-8)));
        Count = (double)Rounds * TBlock.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock Sum<TBlock>(TBlock x)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var step = TBlock.Constant(0.0005);
        var sum = TBlock.Zero;
        for (var i = 0; i < Rounds; i++)
        {
            sum += BlockMath.Exp<TBlock, T>(x);
            x += step;
        }

        return sum;
    }
}
