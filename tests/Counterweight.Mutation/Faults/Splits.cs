namespace Counterweight.Mutation.Faults;

/// <summary>Split scans over histograms and between sorted rows.</summary>
internal static class SplitFaults
{
    private const string Gradient = "Counterweight.Tests: *.GradientSplitSearchTests *.CategoricalSplitTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a leaf's value ignores α", "BoostingGain.cs", "Math.Max(Math.Abs(gradient) - L1, 0) / bend", "Math.Abs(gradient) / bend", Gradient),
        new("categorical caps from the right end are one short", "SplitScanLoop.cs", "count - data.Categories.MostCategories - 1)", "count - data.Categories.MostCategories)", Gradient),
    ];
}
