using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Roofline;

/// <summary>The library's exp on a few blocks of the stack, which cost no time beside it: the rate of its arithmetic alone.</summary>
/// <remarks>Sums held in registers instead would take those that exp needs where a block is four of them.</remarks>
internal struct ExponentialLoop<T> : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rounds = 250;
    private const int Blocks = 64;

    /// <summary>Exponentials of one run, one a lane.</summary>
    public double Count { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var elements = Blocks * TBlock.Count;
        Span<T> source = stackalloc T[elements];
        Span<T> destination = stackalloc T[elements];
        source.Fill(T.CreateChecked(-3));
        for (var i = 0; i < Rounds; i++)
        {
            Exp<TBlock>(ref source[0], ref destination[0], elements);
        }

        Count = (double)Rounds * elements;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exp<TBlock>(ref T source, ref T destination, int elements)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        for (var i = 0; i < elements; i += TBlock.Count)
        {
            TBlock.Store(BlockMath.Exp<TBlock, T>(TBlock.Load(in Unsafe.Add(ref source, i))), ref Unsafe.Add(ref destination, i));
        }
    }
}
