namespace Counterweight.Training.Tests;

/// <summary>Class weightings by name, as data of tests.</summary>
internal static class Weightings
{
    public static IReadOnlyList<string> Names { get; } = ["none", "balanced", "balanced per bootstrap", "inverse square root", "effective number", "custom", "median frequency", "costs"];

    /// <summary>Choices at the ends of their ranges, for two and for three classes.</summary>
    public static IEnumerable<ClassWeighting> Extremes =>
    [
        .. Names.Select(name => Named(name)),
        ClassWeighting.EffectiveNumber(0),
        ClassWeighting.EffectiveNumber(Math.BitDecrement(1.0)),
        .. ((double[])[0, double.Epsilon, 1e-300, 1, 1e20, 1e300, double.MaxValue]).SelectMany(weight => (ClassWeighting[])[ClassWeighting.Custom(weight, 1), ClassWeighting.Custom(weight, 1, 2), ClassWeighting.Custom(weight, weight, weight)]),
    ];

    /// <summary>Mistakes about later classes cost more, those with the next class most.</summary>
    public static double[] Costs(int classes) =>
        [.. Enumerable.Range(0, classes * classes).Select(i => i / classes == i % classes ? 0 : 1 + (3 * (i / classes)) + (i % classes == (i / classes) + 1 ? 2 : 0))];

    public static ClassWeighting Named(string name, int classes = 3) => name switch
    {
        "none" => ClassWeighting.None,
        "balanced" => ClassWeighting.Balanced,
        "balanced per bootstrap" => ClassWeighting.BalancedPerBootstrap,
        "inverse square root" => ClassWeighting.InverseSquareRoot,
        "effective number" => ClassWeighting.EffectiveNumber(0.99),
        "custom" => ClassWeighting.Custom([.. Enumerable.Range(0, classes).Select(label => 0.5 + (2 * label))]),
        "median frequency" => ClassWeighting.MedianFrequency,
        "costs" => ClassWeighting.FromCosts(Costs(classes)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such weighting."),
    };
}
