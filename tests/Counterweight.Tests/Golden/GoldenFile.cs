using System.Text.Json;
using System.Text.Json.Serialization;

namespace Counterweight.Tests.Golden;

/// <summary>What <c>pytorch_losses.py</c> stored of one loss.</summary>
internal sealed record GoldenFile(string Loss, string Definition, string MadeWith, IReadOnlyList<GoldenCase> Cases)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>All losses by name.</summary>
    public static IReadOnlyDictionary<string, GoldenFile> All { get; } =
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Golden", "Data"), "*.json")
            .Select(path => JsonSerializer.Deserialize<GoldenFile>(File.ReadAllBytes(path), Json)!)
            .ToDictionary(file => file.Loss, StringComparer.Ordinal);
}
