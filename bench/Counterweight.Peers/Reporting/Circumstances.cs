using System.Runtime.InteropServices;
using System.Text.Json;
using Counterweight.Benchmarks;

namespace Counterweight.Peers.Reporting;

/// <summary>What lines were measured on: machine, system, versions.</summary>
internal static class Circumstances
{
    private static readonly string[] Packages = ["LightGBM", "Microsoft.ML", "TorchSharp", "libtorch-cpu-"];

    public static IEnumerable<string> Lines => [.. Machine.Lines, RuntimeInformation.OSDescription, string.Join(", ", Versions())];

    /// <summary>Packages as they were restored.</summary>
    private static IEnumerable<string> Versions()
    {
        using var source = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Counterweight.Peers.deps.json"));
        using var json = JsonDocument.Parse(source);
        return
        [
            .. json.RootElement.GetProperty("libraries").EnumerateObject()
                .Select(library => library.Name)
                .Where(name => Packages.Any(package => name.StartsWith(package, StringComparison.Ordinal)))
                .Select(name => name.Replace('/', ' ')),
        ];
    }
}
