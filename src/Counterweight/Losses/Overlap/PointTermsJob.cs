using System.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Overlap;

/// <summary>Runs a <see cref="PointTermsLoop{TTerms, TBlock, T}"/> on the block of this machine.</summary>
internal unsafe struct PointTermsJob<TTerms, T>(TTerms terms, T* scores, T* targets, T* weights, nint rows, int degreeOfParallelism) : IBlockJob<T>
    where TTerms : struct, IPointTerms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public TermSums Sums { get; private set; }

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var loop = new PointTermsLoop<TTerms, TBlock, T>(terms, scores, targets, weights, rows);
        WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
        Sums = loop.Sums;
    }
}
