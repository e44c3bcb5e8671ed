using System.Text.Json;

namespace Counterweight.Tests.Golden;

/// <summary>What <c>imblearn_cleaning.py</c> stored: rows, and which of them imbalanced-learn keeps.</summary>
internal sealed record CleaningFile(string MadeWith, IReadOnlyDictionary<string, CleaningRows> Data, IReadOnlyList<CleaningCase> Cases)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The one file there is.</summary>
    public static CleaningFile Stored { get; } =
        JsonSerializer.Deserialize<CleaningFile>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "Cleaning", "cleaning.json")), Json)!;
}

/// <summary>Rows of one set of data.</summary>
internal sealed record CleaningRows(int Features, float[] Points, int[] Labels);

/// <summary>A call and what it keeps.</summary>
/// <param name="Method">The method's short name.</param>
/// <param name="Data">The rows' name.</param>
/// <param name="Strategy">Text of a strategy; null is auto.</param>
/// <param name="K">Neighbors.</param>
/// <param name="Vote">all or mode.</param>
/// <param name="Rounds">Rounds or passes at most.</param>
/// <param name="Below">Whether classes may fall below the minority.</param>
/// <param name="Share">Least share of the minority.</param>
/// <param name="Version">Of NearMiss.</param>
/// <param name="Seeds">Rows kept from the start.</param>
/// <param name="Order">Order of rows that numpy drew.</param>
/// <param name="Probabilities">Of each row's own class.</param>
/// <param name="Kept">Rows kept.</param>
/// <param name="Peer">Rows imbalanced-learn keeps, where that is not the method it describes.</param>
/// <param name="Note">What it does otherwise.</param>
internal sealed record CleaningCase(
    string Method,
    string Data,
    string? Strategy,
    int K,
    string? Vote,
    int Rounds,
    bool Below,
    double Share,
    int Version,
    int[]? Seeds,
    int[]? Order,
    double[]? Probabilities,
    int[] Kept,
    int[]? Peer,
    string? Note);
