using System.Runtime.InteropServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>Runs a split scan on the block of this machine.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct SplitScanJob<TImpurity>(SplitScanOperands data, TImpurity impurity, int degreeOfParallelism) : IBlockJob<double>
    where TImpurity : struct, IImpurity
{
    /// <summary>The best candidate, gain 0 where there is none.</summary>
    public SplitCandidate Best;

    /// <summary>Its gain over the node's weight.</summary>
    public double Improvement;

    public void Run<TBlock>()
        where TBlock : struct, IBlock<TBlock, double>
    {
        var loop = new SplitScanLoop<TImpurity, TBlock>(data, impurity);
        loop.Prepare();
        WorkItems.Run(ref loop, data.Features, degreeOfParallelism);
        Best = loop.Best;
        Improvement = loop.Improvement;
    }
}
