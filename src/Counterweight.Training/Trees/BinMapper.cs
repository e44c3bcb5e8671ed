using Counterweight.Training.Data;

namespace Counterweight.Training.Trees;

/// <summary>
/// Turns feature values into bins of a byte. Where training rows lack values, the bin after the last of all features
/// is that of the missing ones.
/// </summary>
internal sealed class BinMapper
{
    private const int MaxBins = 255;

    private readonly FeatureBins[] features;

    private BinMapper(FeatureBins[] features, bool hasMissing)
    {
        this.features = features;
        HasMissing = hasMissing;
        BinCount = Math.Max(1, features.Max(feature => feature.Lowest.Length)) + (hasMissing ? 1 : 0);
    }

    /// <summary>Whether the last bin is that of missing values.</summary>
    public bool HasMissing { get; }

    /// <summary>Bins of the feature that has most, the missing one included.</summary>
    public int BinCount { get; }

    /// <summary>Bins of one feature.</summary>
    public FeatureBins this[int feature] => features[feature];

    /// <summary>Finds the bins of every feature from the rows that count.</summary>
    public static BinMapper Fit(Dataset data, ReadOnlySpan<int> rows, RowWeights weights)
    {
        var found = new FeatureBins[data.FeatureCount];
        var hasMissing = false;
        for (var feature = 0; feature < found.Length; feature++)
        {
            found[feature] = Binning.Find(data.Column(feature), rows, weights, MaxBins);
            hasMissing |= found[feature].HasMissing;
        }

        return new BinMapper(found, hasMissing);
    }

    /// <summary>Bins of the training rows, row-major.</summary>
    public byte[] Map(Dataset data)
    {
        var bins = new byte[checked(data.RowCount * features.Length)];
        Span<double> padded = stackalloc double[MaxBins];
        for (var feature = 0; feature < features.Length; feature++)
        {
            padded.Fill(double.PositiveInfinity);
            features[feature].Edges.CopyTo(padded);
            MapColumn(data.Column(feature), padded, (byte)(BinCount - 1), bins.AsSpan(feature), features.Length);
        }

        return bins;
    }

    private static void MapColumn(ReadOnlySpan<double> column, ReadOnlySpan<double> edges, byte missing, Span<byte> bins, int stride)
    {
        var at = 0;
        foreach (var value in column)
        {
            // Number of edges below the value, without a branch to mispredict.
            var bin = edges[127] < value ? 128 : 0;
            bin += edges[bin + 63] < value ? 64 : 0;
            bin += edges[bin + 31] < value ? 32 : 0;
            bin += edges[bin + 15] < value ? 16 : 0;
            bin += edges[bin + 7] < value ? 8 : 0;
            bin += edges[bin + 3] < value ? 4 : 0;
            bin += edges[bin + 1] < value ? 2 : 0;
            bin += edges[bin] < value ? 1 : 0;
            bins[at] = double.IsNaN(value) ? missing : (byte)bin;
            at += stride;
        }
    }
}
