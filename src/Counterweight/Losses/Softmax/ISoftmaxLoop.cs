using System.Numerics;
using Counterweight.Core.Work;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>A loop over softmax rows, which a loss and its operands create.</summary>
internal interface ISoftmaxLoop<TSelf, TLoss, T> : IWorkJob<TSelf>
    where TSelf : struct, ISoftmaxLoop<TSelf, TLoss, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    LossAccumulator Sum { get; }

    static abstract TSelf Create(TLoss loss, SoftmaxOperands<T> operands);
}
