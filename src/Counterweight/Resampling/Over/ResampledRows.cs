namespace Counterweight.Resampling.Over;

/// <summary>Original rows with the new ones behind them.</summary>
/// <param name="originalCount">Original rows, which come first.</param>
/// <param name="featureCount">Features of a row.</param>
/// <param name="features">Rows × features.</param>
/// <param name="labels">One a row.</param>
/// <param name="sampleWeights">One a row, or none.</param>
/// <param name="parents">One a new row.</param>
/// <param name="neighbors">One a new row.</param>
/// <param name="steps">One a new row.</param>
public sealed class ResampledRows(int originalCount, int featureCount, float[] features, int[] labels, float[] sampleWeights, int[] parents, int[] neighbors, float[] steps)
{
    /// <summary>Original rows, which come first.</summary>
    public int OriginalCount => originalCount;

    /// <summary>Original rows and new ones.</summary>
    public int RowCount => labels.Length;

    /// <summary>Features of a row.</summary>
    public int FeatureCount => featureCount;

    /// <summary>Row-major values of all rows.</summary>
    public ReadOnlyMemory<float> Features => features;

    /// <summary>The class of each row.</summary>
    public ReadOnlyMemory<int> Labels => labels;

    /// <summary>The weight of each row; empty where the original rows have none.</summary>
    public ReadOnlyMemory<float> SampleWeights => sampleWeights;

    /// <summary>The original row that each new row starts from.</summary>
    public ReadOnlyMemory<int> Parents => parents;

    /// <summary>The original row towards which each new row lies.</summary>
    public ReadOnlyMemory<int> Neighbors => neighbors;

    /// <summary>How far each new row lies from its parent towards its neighbor.</summary>
    public ReadOnlyMemory<float> Steps => steps;
}
