using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Core.Sums;

/// <summary>Runs a <see cref="SquareLoop{TBlock, T, TMoments}"/> on the block of this machine.</summary>
internal unsafe struct SquareJob<T, TMoments>(T* elements, nint count, int degreeOfParallelism) : IBlockJob<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMoments : struct, IStaticFlag
{
    public SquareSum Squares { get; private set; }

    public ReproducibleSum Sum { get; private set; }

    public long Positive { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var loop = new SquareLoop<TBlock, T, TMoments>(elements, count);
        WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
        (Squares, Sum, Positive) = (loop.Squares, loop.Sum, loop.Positive);
    }
}
