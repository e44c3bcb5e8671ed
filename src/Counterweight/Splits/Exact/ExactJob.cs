using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Splits.Exact;

/// <summary>Opens a node and searches its features on the block of this machine; what it finds is left in the operands.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ExactJob<TCriterion, T>(SplitScanOperands node, ExactOperands<T> data, TCriterion criterion, int degreeOfParallelism) : IBlockJob<double>
    where TCriterion : struct, ISplitCriterion
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public unsafe void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        new SplitScanLoop<TCriterion, TBlock>(node, criterion).Open();
        if (node.Nodes->IsOpen)
        {
            var loop = new ExactLoop<TCriterion, T, TBlock>(data, criterion);
            WorkItems.Run(ref loop, data.Features, degreeOfParallelism);
        }
    }
}
