using Counterweight.Losses;

namespace Counterweight.Tests.Golden;

/// <summary>What ours makes of a case.</summary>
/// <param name="Loss">Of the batch.</param>
/// <param name="Gradient">Of every score.</param>
/// <param name="Value">Of every row, where rows have losses of their own.</param>
/// <param name="Hessian">Of every score, where there is one.</param>
/// <param name="Sum">The sum of the rows, where they have losses of their own.</param>
internal sealed record GoldenOutputs<T>(double Loss, T[] Gradient, T[]? Value = null, T[]? Hessian = null, LossSum? Sum = null);
