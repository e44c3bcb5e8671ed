using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Splits;

/// <summary>Runs a split scan on the block of this machine; what it finds is left in the operands' nodes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SplitScanJob<TCriterion>(SplitScanOperands data, TCriterion criterion, int degreeOfParallelism) : IBlockJob<double>
    where TCriterion : struct, ISplitCriterion
{
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var loop = new SplitScanLoop<TCriterion, TBlock>(data, criterion);
        loop.Open();
        WorkItems.Run(ref loop, data.Items, degreeOfParallelism);
        loop.Close();
    }
}
