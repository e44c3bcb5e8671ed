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
/// <param name="Name">Which call.</param>
/// <param name="Note">What it does otherwise, empty where its rows are ours.</param>
/// <param name="Features">Features of a row.</param>
/// <param name="X">Original rows.</param>
/// <param name="Labels">Their classes.</param>
/// <param name="Counts">Rows that each class should have.</param>
/// <param name="New">New rows.</param>
/// <param name="Parents">Places in the class.</param>
/// <param name="Neighbors">Neighbors, 0 for the nearest.</param>
/// <param name="Steps">Steps.</param>
/// <param name="Noise">Normal numbers.</param>
/// <param name="K">Neighbors of the class.</param>
/// <param name="M">Neighbors of all classes.</param>
/// <param name="Shrinkage">Of the noise.</param>
/// <param name="First">New rows between rows of the class, before those that lie towards others.</param>
/// <param name="Nominal">Nominal features among numbers.</param>
/// <param name="Median">The median of standard deviations that the peer found.</param>
/// <param name="Kept">Rows that stay, of all.</param>
internal sealed record OverSamplingCase(
    string Name,
    string Note,
    int Features,
    float[] X,
    int[] Labels,
    int[] Counts,
    float[] New,
    int[] Parents,
    int[] Neighbors,
    double[] Steps,
    double[] Noise,
    int K = 5,
    int M = 10,
    double Shrinkage = 0,
    int First = 0,
    int[]? Nominal = null,
    double Median = 0,
    int[]? Kept = null)
{
    /// <summary>The rows of class 1, which grows.</summary>
    public int[] Own => [.. Labels.Index().Where(row => row.Item == 1).Select(row => row.Index)];

    /// <summary>A value of an original row.</summary>
    public float Value(int row, int feature) => X[(row * Features) + feature];

    /// <summary>A value of a new row.</summary>
    public float NewValue(int row, int feature) => New[(row * Features) + feature];
}
