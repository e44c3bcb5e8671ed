namespace Counterweight.Training.Models;

/// <summary>What a model's features and classes are called.</summary>
/// <param name="Features">One name a feature, or none at all.</param>
/// <param name="Classes">One name a class, or none at all.</param>
public sealed record ModelNames(IReadOnlyList<string> Features, IReadOnlyList<string> Classes)
{
    /// <summary>No names.</summary>
    public static ModelNames None { get; } = new([], []);
}
