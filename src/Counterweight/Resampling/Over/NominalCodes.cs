using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Over;

/// <summary>Features whose values are codes 0, 1, ….</summary>
internal static class NominalCodes
{
    /// <summary>Codes are below: tables of differences have their square.</summary>
    public const int MaxValues = 4096;

    /// <summary>Features that are numbers of features, each once.</summary>
    public static int[] Listed(ReadOnlySpan<int> nominalFeatures)
    {
        for (var i = 0; i < nominalFeatures.Length; i++)
        {
            if (nominalFeatures[i] < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(nominalFeatures), nominalFeatures[i], Guard.Text($"nominalFeatures[{i}] is {nominalFeatures[i]}; it must be at least 0."));
            }
        }

        var sorted = nominalFeatures.ToArray();
        Array.Sort(sorted);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] == sorted[i - 1])
            {
                throw new ArgumentException(Guard.Text($"nominalFeatures has {sorted[i]} twice."), nameof(nominalFeatures));
            }
        }

        return sorted;
    }

    /// <summary>Refuses features that rows have not; the last of the list is the greatest.</summary>
    public static void Inside(ReadOnlySpan<int> nominalFeatures, int featureCount)
    {
        var last = nominalFeatures[^1];
        if (last >= featureCount)
        {
            throw new ArgumentOutOfRangeException(nameof(nominalFeatures), last, Guard.Text($"nominalFeatures has {last}; the rows have the features [0, {featureCount})."));
        }
    }

    /// <summary>Refuses values of a feature that are no codes, and one without any; returns how many values it has.</summary>
    public static int Check(in LabeledRows rows, int feature, string name = "features")
    {
        var greatest = -1f;
        for (long i = feature; i < rows.Features.Length; i += rows.FeatureCount)
        {
            var code = rows.Features[(int)i];
            if (!(code >= 0 && code < MaxValues && code == MathF.Truncate(code)) && !float.IsNaN(code))
            {
                throw new ArgumentOutOfRangeException(name, code, Guard.Text(
                    $"{name}[{i}] is {code}; feature {feature} is nominal, and a code must be an integer in [0, {MaxValues})."));
            }

            greatest = code > greatest ? code : greatest;
        }

        return greatest >= 0 || rows.RowCount == 0
            ? (int)greatest + 1
            : throw new ArgumentException(Guard.Text($"Feature {feature} is nominal and has no value."), nameof(rows));
    }
}
