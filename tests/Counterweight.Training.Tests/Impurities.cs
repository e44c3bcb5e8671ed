using Counterweight.Training.Trees;

namespace Counterweight.Training.Tests;

/// <summary>Impurities by name, as data of tests.</summary>
internal static class Impurities
{
    /// <summary>Those of the library.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Impurity.All.Select(impurity => $"{impurity}")];

    public static IEnumerable<Impurity> All => Names.Select(Named);

    public static Impurity Cubic { get; } = Impurity.Of(default(CubicImpurity));

    public static Impurity Named(string name) => Impurity.All.Append(Cubic).Single(impurity => string.Equals($"{impurity}", name, StringComparison.Ordinal));
}
