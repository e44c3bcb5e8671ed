namespace Counterweight.Training.Data;

/// <content>More rows.</content>
public sealed partial class Dataset
{
    /// <summary>These rows and, after them, others of the same features and classes.</summary>
    /// <param name="values">Row-major; checked by those who made them.</param>
    /// <param name="newLabels">One class a row.</param>
    /// <param name="newWeights">One weight a row, or empty where the data have none.</param>
    internal Dataset WithRows(ReadOnlySpan<float> values, ReadOnlySpan<int> newLabels, ReadOnlySpan<double> newWeights)
    {
        var rows = checked(RowCount + newLabels.Length);
        ArraySize.Product("data", "values of old and new rows", FeatureCount, rows);
        double[]? allDoubles = doubles is null ? null : new double[FeatureCount * rows];
        float[]? allFloats = floats is null ? null : new float[FeatureCount * rows];
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            doubles?.AsSpan(feature * RowCount, RowCount).CopyTo(allDoubles.AsSpan(feature * rows));
            floats?.AsSpan(feature * RowCount, RowCount).CopyTo(allFloats.AsSpan(feature * rows));
            for (var row = 0; row < newLabels.Length; row++)
            {
                var value = values[(row * FeatureCount) + feature];
                var at = (feature * rows) + RowCount + row;
                if (allDoubles is null)
                {
                    allFloats![at] = value;
                }
                else
                {
                    allDoubles[at] = value;
                }
            }
        }

        return new Dataset(this, allDoubles, allFloats, [.. labels, .. newLabels], targets, [.. sampleWeights, .. newWeights]);
    }
}
