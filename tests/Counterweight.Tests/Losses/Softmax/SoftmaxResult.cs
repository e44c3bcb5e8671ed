using Counterweight.Losses;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>All outputs of a softmax loss for a batch, packed and row-major whatever the layout of the call; empty where they were not requested.</summary>
internal sealed record SoftmaxResult<T>(LossSum Sum, T[] Value, T[] Gradient, T[] Hessian, T[] LogSumExp, int[] ArgMax, LossSum[] PerClass)
    where T : unmanaged;
