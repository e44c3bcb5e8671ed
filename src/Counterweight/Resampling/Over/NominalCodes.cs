using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Over;

/// <summary>Features whose values are codes 0, 1, ….</summary>
internal static class NominalCodes
{
    /// <summary>Codes are below: tables of differences have their square.</summary>
    public const int MaxValues = 4096;

    /// <summary>Features that are numbers of features, each once.</summary>
    public static int[] Listed(ReadOnlySpan<int> features)
    {
        var sorted = features.ToArray();
        Array.Sort(sorted);
        for (var i = 0; i < sorted.Length; i++)
        {
            Guard.AtLeast(sorted[i], 0, "nominalFeatures");
            if (i > 0 && sorted[i] == sorted[i - 1])
            {
                throw new ArgumentException(Guard.Text($"nominalFeatures has {sorted[i]} twice."), nameof(features));
            }
        }

        return sorted;
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
