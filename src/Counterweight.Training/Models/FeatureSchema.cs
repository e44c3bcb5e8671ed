namespace Counterweight.Training.Models;

/// <summary>What a feature of a model is called, and what its categories are called.</summary>
/// <param name="Name">The feature's name.</param>
/// <param name="Categories">The names of its categories, in the order of its values; null where it is a number.</param>
public sealed record FeatureSchema(string Name, IReadOnlyList<string>? Categories = null);
