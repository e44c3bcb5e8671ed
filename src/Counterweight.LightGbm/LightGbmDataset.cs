using System.Runtime.InteropServices;
using Counterweight.LightGbm.Native;
using Counterweight.Training;
using Counterweight.Training.Data;
using Counterweight.Training.Interchange;

namespace Counterweight.LightGbm;

/// <summary>Rows of features, binned by LightGBM. NaN is a missing value.</summary>
public sealed class LightGbmDataset : IDisposable
{
    private LightGbmDataset(nint handle, int rowCount, int featureCount, bool hasRawValues) =>
        (Handle, RowCount, FeatureCount, HasRawValues) = (new(handle), rowCount, featureCount, hasRawValues);

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Number of features.</summary>
    public int FeatureCount { get; }

    internal DatasetHandle Handle { get; }

    /// <summary>Whether LightGBM keeps the values beside their bins, which linear trees read without asking.</summary>
    internal bool HasRawValues { get; }

    /// <summary>Bins a matrix. It is not needed afterwards.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="features">n × p numbers; NaN is missing.</param>
    /// <param name="featureCount">p, at least 1.</param>
    /// <param name="isRowMajor">Whether the numbers of a row lie side by side, or those of a feature.</param>
    /// <param name="parameters">LightGBM's parameters of datasets with their values, such as <c>("max_bin", "63")</c> or <c>("categorical_feature", "0,2")</c> for the first and third.</param>
    /// <param name="reference">Training rows whose bins these validation rows take; null for bins of their own.</param>
    /// <exception cref="ArgumentException">No rows, no whole number of rows, a parameter that LightGBM would misread, or a file of forced splits or bins that it would.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="reference"/> has been disposed of.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="featureCount"/> is below 1.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses a parameter.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's library does not load here. On Linux it needs libgomp.so.1 (Debian's package libgomp1).</exception>
    public static unsafe LightGbmDataset Create<T>(
        ReadOnlySpan<T> features, int featureCount, bool isRowMajor = true, IReadOnlyList<(string Name, string Value)>? parameters = null, LightGbmDataset? reference = null)
        where T : unmanaged
    {
        var (type, rows) = (Matrix.TypeOf<T>(), Matrix.RowCount(features.Length, featureCount));
        if (rows == 0)
        {
            throw new ArgumentException("features has no row.", nameof(features));
        }

        if (reference is not null && reference.FeatureCount != featureCount)
        {
            throw Require.Misfit($"featureCount is {featureCount}; the reference has {reference.FeatureCount}.", nameof(featureCount));
        }

        var text = ParameterText.Of(parameters);
        ForcedFiles.Check(parameters, featureCount);
        nint handle;
        fixed (T* data = features)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_DatasetCreateFromMat(
                data, type, rows, featureCount, isRowMajor ? 1 : 0, text, reference?.Handle ?? DatasetHandle.None, out handle));
        }

        return new(handle, rows, featureCount, ParameterText.IsTrue(parameters, ParameterText.LinearTree) || reference?.HasRawValues == true);
    }

    /// <summary>Bins the features of a dataset of this library, with their names and which of them are categories.</summary>
    /// <remarks>Characters that LightGBM refuses in names become <c>_</c>, a feature without a name is <c>Column_</c> and its number, and names that are then the same get a number.</remarks>
    /// <param name="data">At least one row and one feature.</param>
    /// <param name="parameters">LightGBM's parameters of datasets with their values.</param>
    /// <param name="reference">Training rows whose bins these validation rows take; null for bins of their own.</param>
    /// <exception cref="ArgumentException">No rows, a parameter that LightGBM would misread, or a file of forced splits or bins that it would.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="reference"/> has been disposed of.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses a parameter.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's library does not load here. On Linux it needs libgomp.so.1 (Debian's package libgomp1).</exception>
    public static LightGbmDataset Create(Dataset data, IReadOnlyList<(string Name, string Value)>? parameters = null, LightGbmDataset? reference = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var values = ColumnMajor(data);
        var categories = Enumerable.Range(0, data.FeatureCount).Where(feature => data.Categories[feature] is not null).ToArray();
        if (categories.Length > 0 && ParameterText.Values(parameters, ParameterText.CategoricalFeature).Length == 0)
        {
            parameters = [.. parameters ?? [], ("categorical_feature", string.Join(',', categories))];
        }

        var dataset = Create<double>(values, data.FeatureCount, isRowMajor: false, parameters, reference);
        dataset.SetNames(LightGbmNames.Of(data.FeatureNames));
        return dataset;
    }

    /// <summary>Frees LightGBM's memory, at the latest when the last booster that reads it is freed.</summary>
    public void Dispose() => Handle.Dispose();

    /// <summary>All values, feature by feature.</summary>
    internal static double[] ColumnMajor(Dataset data)
    {
        var values = new double[checked(data.RowCount * data.FeatureCount)];
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            data.Column(feature).CopyTo(values.AsSpan(feature * data.RowCount, data.RowCount));
        }

        return values;
    }

    internal unsafe void SetLabels(ReadOnlySpan<float> labels)
    {
        fixed (float* data = labels)
        {
            LightGbmLibrary.Check(LightGbmLibrary.LGBM_DatasetSetField(Handle, "label", data, labels.Length, type: 0));
        }
    }

    private unsafe void SetNames(string[] names)
    {
        var texts = new nint[names.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Marshal.StringToCoTaskMemUTF8(names[i]);
        }

        try
        {
            fixed (nint* pointers = texts)
            {
                LightGbmLibrary.Check(LightGbmLibrary.LGBM_DatasetSetFeatureNames(Handle, (byte**)pointers, texts.Length));
            }
        }
        finally
        {
            Array.ForEach(texts, Marshal.FreeCoTaskMem);
        }
    }
}
