using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Gradients;

/// <summary>Runs a <see cref="RowClipLoop{TBlock, T}"/> on the block of this machine.</summary>
internal unsafe struct RowClipJob<T>(T* elements, int rows, int rowLength, double maxNorm, int degreeOfParallelism) : IBlockJob<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that were longer, or have no finite norm.</summary>
    public int Clipped { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var loop = new RowClipLoop<TBlock, T>(elements, rows, rowLength, maxNorm);
        WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
        Clipped = loop.Clipped;
    }
}
