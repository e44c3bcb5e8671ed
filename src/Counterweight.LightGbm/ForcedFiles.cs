using System.Text.Json;
using Counterweight.Training;

namespace Counterweight.LightGbm;

/// <summary>
/// The files that LightGBM reads by the name in a parameter: splits and bins to begin with. It takes no heed of a file that is not there or is no JSON, reads memory that is not its own
/// for a feature below 0, and grows another tree where a member is missing.
/// </summary>
internal static class ForcedFiles
{
    private const string Feature = "feature";
    private const int GreatestDepth = 200;

    private static readonly string[] Splits = ["forcedsplits_filename", "fs", "forced_splits_filename", "forced_splits_file", "forced_splits"];

    /// <summary>Refuses files that LightGBM would not read as they are meant.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="featureCount">Features of the rows.</param>
    /// <exception cref="ArgumentException">One is (the message names parameter and file).</exception>
    public static void Check(IReadOnlyList<(string Name, string Value)>? parameters, int featureCount)
    {
        foreach (var (name, path) in parameters ?? [])
        {
            var isSplits = Splits.Contains(name, StringComparer.Ordinal);
            if (!isSplits && name is not "forcedbins_filename")
            {
                continue;
            }

            if (Fault(path, isSplits, featureCount) is { } fault)
            {
                throw Require.Misfit($"parameters has {name} '{path}'; {fault}.", nameof(parameters));
            }
        }
    }

    private static string? Fault(string path, bool isSplits, int featureCount)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new() { MaxDepth = GreatestDepth });
            return isSplits ? SplitFault(json.RootElement, featureCount) : BinFault(json.RootElement, featureCount);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return Require.Text($"it cannot be read: {error.Message.TrimEnd('.')}");
        }
    }

    /// <summary>What is wrong with a split or with one below it; null where nothing is.</summary>
    private static string? SplitFault(JsonElement split, int featureCount)
    {
        if (split.ValueKind != JsonValueKind.Object)
        {
            return "a split must be an object";
        }

        if (FeatureFault(split, featureCount) is { } fault)
        {
            return fault;
        }

        if (!(split.TryGetProperty("threshold", out var threshold) && threshold.ValueKind == JsonValueKind.Number))
        {
            return "a split must have a threshold, a number";
        }

        foreach (var side in (string[])["left", "right"])
        {
            if (split.TryGetProperty(side, out var below) && SplitFault(below, featureCount) is { } deeper)
            {
                return deeper;
            }
        }

        return null;
    }

    private static string? BinFault(JsonElement bins, int featureCount)
    {
        if (bins.ValueKind != JsonValueKind.Array)
        {
            return "bins must be an array, of an object a feature";
        }

        foreach (var own in bins.EnumerateArray())
        {
            if (own.ValueKind != JsonValueKind.Object)
            {
                return "bins must be an array, of an object a feature";
            }

            if (FeatureFault(own, featureCount) is { } fault)
            {
                return fault;
            }

            if (!(own.TryGetProperty("bin_upper_bound", out var bounds) && bounds.ValueKind == JsonValueKind.Array && bounds.EnumerateArray().All(bound => bound.ValueKind == JsonValueKind.Number)))
            {
                return "a feature must have a bin_upper_bound, an array of numbers";
            }
        }

        return null;
    }

    private static string? FeatureFault(JsonElement own, int featureCount) =>
        own.TryGetProperty(Feature, out var feature) && feature.ValueKind == JsonValueKind.Number && feature.TryGetInt32(out var number) && number >= 0 && number < featureCount
            ? null
            : Require.Text($"each feature must be a number from 0 to {featureCount - 1}");
}
