namespace Counterweight.Training.Linear;

/// <summary>What a weight of a linear model is multiplied by.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Categories">None: the standardised feature. Otherwise the column is 1 in rows of one of these categories, and 0 in all others.</param>
public sealed record LinearColumn(int Feature, IReadOnlyList<int> Categories);
