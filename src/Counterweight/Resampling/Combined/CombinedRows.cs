using Counterweight.Resampling.Over;

namespace Counterweight.Resampling.Combined;

/// <summary>The rows that a combined method leaves, one after the other.</summary>
public sealed class CombinedRows
{
    private readonly float[] features;
    private readonly int[] labels;
    private readonly float[] sampleWeights;
    private readonly int[] kept;

    internal CombinedRows(ResampledRows all, int[] kept)
    {
        All = all;
        this.kept = kept;
        features = GC.AllocateUninitializedArray<float>(checked(kept.Length * all.FeatureCount));
        labels = new int[kept.Length];
        sampleWeights = new float[all.SampleWeights.IsEmpty ? 0 : kept.Length];
        for (var i = 0; i < kept.Length; i++)
        {
            all.Features.Span.Slice(kept[i] * all.FeatureCount, all.FeatureCount).CopyTo(features.AsSpan(i * all.FeatureCount));
            labels[i] = all.Labels.Span[kept[i]];
            if (sampleWeights.Length > 0)
            {
                sampleWeights[i] = all.SampleWeights.Span[kept[i]];
            }
        }
    }

    /// <summary>All rows before any went, and where new ones come from.</summary>
    public ResampledRows All { get; }

    /// <summary>The rows of <see cref="All"/> that stay, in ascending order: those below <see cref="ResampledRows.OriginalCount"/> are original.</summary>
    public ReadOnlyMemory<int> Kept => kept;

    /// <summary>Rows that stay.</summary>
    public int RowCount => kept.Length;

    /// <summary>Features of a row.</summary>
    public int FeatureCount => All.FeatureCount;

    /// <summary>Row-major values of the rows that stay.</summary>
    public ReadOnlyMemory<float> Features => features;

    /// <summary>The class of each row that stays.</summary>
    public ReadOnlyMemory<int> Labels => labels;

    /// <summary>The weight of each row that stays; empty where the original rows have none.</summary>
    public ReadOnlyMemory<float> SampleWeights => sampleWeights;
}
