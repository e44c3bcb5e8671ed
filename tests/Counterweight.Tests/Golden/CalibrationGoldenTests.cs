using System.Text.Json;
using Counterweight.Calibration;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Isotonic and sigmoid calibration against numbers that scikit-learn computed.</summary>
[Trait("Registers", "any")]
public sealed class CalibrationGoldenTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Names => [.. All.Select(stored => stored.Name)];

    private static Stored[] All { get; } =
        JsonSerializer.Deserialize<Stored[]>(File.ReadAllBytes(Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "Golden", "Calibration", "sklearn_calibration.json")), Json)!;

    [Theory]
    [MemberData(nameof(Names))]
    public void IsotonicValuesAreThoseOfScikitLearn(string name)
    {
        var stored = Find(name);
        var values = new double[stored.At.Length];
        IsotonicCalibration.Fit(stored.Scores, [.. stored.Labels.Select(label => (double)label)], stored.Weights).Apply(stored.At, values);
        Assert.All(values.Zip(stored.Isotonic), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * Math.Max(pair.Second, 1e-3)));
    }

    /// <summary>Theirs is where the gradient is 1e-5: near the least loss, which ours is not above.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void SigmoidsAreThoseOfScikitLearn(string name)
    {
        var stored = Find(name);
        var line = PlattScaling.Fit(stored.Scores, stored.Labels, stored.Weights);
        Assert.Equal(stored.Slope, line.Slope, 2e-5 * (1 + Math.Abs(stored.Slope)));
        Assert.Equal(stored.Intercept, line.Intercept, 2e-5 * (1 + Math.Abs(stored.Intercept)));
    }

    [Fact]
    public void EveryKindOfRowIsStored() => Assert.True(All.Length >= 4 && All.Any(stored => stored.Weights.Length > 0) && All.Any(stored => stored.Scores.Distinct().Count() < stored.Scores.Length));

    private static Stored Find(string name) => All.Single(stored => string.Equals(stored.Name, name, StringComparison.Ordinal));

    private sealed record Stored(string Name, double[] Scores, int[] Labels, double[] Weights, double[] At, double[] Isotonic, double Slope, double Intercept);
}
