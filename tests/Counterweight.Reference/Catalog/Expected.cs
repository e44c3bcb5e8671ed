namespace Counterweight.Reference.Catalog;

/// <summary>What the reference says an output must be.</summary>
/// <param name="Values">In double.</param>
/// <param name="Scale">What the output's absolute error is measured against, an element each; null where there is none.</param>
public sealed record Expected(double[] Values, double[]? Scale = null);
