using System.Numerics;
using Counterweight.Core.Work;

namespace Counterweight.Losses.SoftTargets;

/// <summary>A loop over rows with soft targets, which its operands create.</summary>
internal interface ISoftTargetLoop<TSelf, T> : IWorkJob<TSelf>
    where TSelf : struct, ISoftTargetLoop<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    LossAccumulator Sum { get; }

    static abstract TSelf Create(SoftTargetOperands<T> operands);
}
