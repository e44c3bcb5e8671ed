namespace Counterweight.Tests.Sources;

/// <summary>Products of ints that cannot wrap, and why.</summary>
internal static class KnownProducts
{
    public static IReadOnlyDictionary<string, string> Kernels { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, string> Trainers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
