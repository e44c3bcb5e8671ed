using Counterweight.Training.Data;

namespace Counterweight.Peers.Rows;

/// <summary>The same rows in every form that a side takes.</summary>
/// <param name="data">Ours, feature-major.</param>
/// <param name="rowMajor">Feature f of row r at r · features + f.</param>
internal sealed class RowPart(Dataset data, float[] rowMajor)
{
    /// <summary>Ours.</summary>
    public Dataset Data => data;

    /// <summary>Feature f of row r at r · features + f.</summary>
    public float[] RowMajor => rowMajor;

    /// <summary>One class a row.</summary>
    public int[] Labels { get; } = data.Labels.ToArray();

    /// <summary>Number of rows.</summary>
    public int RowCount => data.RowCount;

    /// <summary>Number of features.</summary>
    public int FeatureCount => data.FeatureCount;
}
