using System.Text.Json;

namespace Counterweight.Tests.Golden;

/// <summary>What <c>imblearn_over_sampling.py</c> stored.</summary>
internal sealed record OverSamplingFile(string MadeWith, IReadOnlyList<OverSamplingCase> Cases)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All cases by name.</summary>
    public static IReadOnlyDictionary<string, OverSamplingCase> All { get; } =
        JsonSerializer.Deserialize<OverSamplingFile>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "OverSampling", "over_sampling.json")), Json)!
            .Cases.ToDictionary(golden => golden.Name, StringComparer.Ordinal);
}

/// <summary>One call of a peer: its rows, its draws and its new rows.</summary>
internal sealed record OverSamplingCase(
    string Name, string Note, int Features, float[] X, int[] Labels, int[] Counts, float[] New, int[] Parents, int[] Neighbors, double[] Steps, double[] Noise, int K = 5, int M = 10, double Shrinkage = 0);
