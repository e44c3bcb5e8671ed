using Counterweight.LightGbm.Native;
using Counterweight.Peers.Rows;

namespace Counterweight.Peers.Native;

/// <summary>A dataset of LightGBM: rows with their bins and labels.</summary>
internal sealed class LightGbmRows : IDisposable
{
    /// <summary>LightGBM's number of floats.</summary>
    internal const int Floats = 0;

    /// <param name="rows">The rows.</param>
    /// <param name="parameters">As LightGBM reads them.</param>
    public unsafe LightGbmRows(RowPart rows, string parameters)
    {
        fixed (float* data = rows.RowMajor)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_DatasetCreateFromMat(data, Floats, rows.RowCount, rows.FeatureCount, isRowMajor: 1, parameters, DatasetHandle.None, out var dataset));
            Handle = new(dataset);
        }

        var labels = Array.ConvertAll(rows.Labels, label => (float)label);
        fixed (float* data = labels)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_DatasetSetField(Handle, "label", data, labels.Length, Floats));
        }
    }

    public DatasetHandle Handle { get; }

    public void Dispose() => Handle.Dispose();
}
