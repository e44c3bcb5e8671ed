using System.Text.Json;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Balanced weights against numbers that scikit-learn computed.</summary>
[Trait("Registers", "any")]
public sealed class ClassWeightGoldenTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Names => [.. All.Select(stored => stored.Name)];

    private static Stored[] All { get; } =
        JsonSerializer.Deserialize<Stored[]>(File.ReadAllBytes(Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "Golden", "Weights", "sklearn_class_weights.json")), Json)!;

    [Theory]
    [MemberData(nameof(Names))]
    public void BalancedWeightsAreThoseOfScikitLearn(string name)
    {
        var stored = All.Single(stored => string.Equals(stored.Name, name, StringComparison.Ordinal));
        var (classWeights, rowWeights) = (new double[stored.ClassWeights.Length], new double[stored.Labels.Length]);
        ClassWeights.Balanced(stored.Labels, classWeights, stored.SampleWeights);
        Assert.All(classWeights.Zip(stored.ClassWeights), pair => Assert.Equal(pair.Second, pair.First, 1e-15 * pair.Second));
        SampleWeights.FromClassWeights<double>(stored.Labels, classWeights, rowWeights);
        Assert.All(rowWeights.Zip(stored.RowWeights), pair => Assert.Equal(pair.Second, pair.First, 1e-15 * pair.Second));
    }

    [Fact]
    public void EveryKindOfRowIsStored() => Assert.True(All.Length >= 4 && All.Any(stored => stored.SampleWeights.Length > 0) && All.Any(stored => stored.ClassWeights.Length > 2));

    private sealed record Stored(string Name, int[] Labels, double[] SampleWeights, double[] ClassWeights, double[] RowWeights);
}
