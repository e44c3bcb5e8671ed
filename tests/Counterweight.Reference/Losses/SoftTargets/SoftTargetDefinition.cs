namespace Counterweight.Reference.Losses.SoftTargets;

/// <summary>The parameters of a loss with soft targets, in the precision of a reference.</summary>
/// <param name="IsDivergence">Whether the entropy of the targets is taken off.</param>
/// <param name="Smoothing">ε.</param>
/// <param name="Scale">s: the softmax is of s·(z + b).</param>
/// <param name="Bias">b, or empty.</param>
/// <param name="Factor">f, of the loss.</param>
public sealed record SoftTargetDefinition<T>(bool IsDivergence, T Smoothing, T Scale, T[] Bias, T Factor)
    where T : unmanaged;
