using Counterweight.Losses;

namespace Counterweight.Tests.Losses.Softmax;

/// <summary>All that a softmax loss says of a batch, packed and row-major whatever the layout of the call; empty where it was not asked for.</summary>
internal sealed record SoftmaxResult<T>(LossSum Sum, T[] Value, T[] Gradient, T[] Hessian, T[] LogSumExp, int[] ArgMax, LossSum[] PerClass)
    where T : unmanaged;
