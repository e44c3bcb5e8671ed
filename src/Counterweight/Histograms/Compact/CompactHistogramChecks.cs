using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Histograms.Compact;

/// <summary>What can be wrong with the operands of a compact histogram, and the exceptions that say so.</summary>
internal static class CompactHistogramChecks
{
    public static void Operands(BinMatrix<byte> bins, HistogramShape shape, ReadOnlySpan<int> features, int rowWeights, int draws)
    {
        if (features.IsEmpty)
        {
            throw new ArgumentException("There are no features.", nameof(features));
        }

        Guard.SameLength(features.Length, shape.FeatureCount, nameof(features), nameof(shape));
        if (shape.BinCount > CompactHistogram.MaxBinCount)
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape.BinCount, Guard.Text($"shape has {shape.BinCount} bins, more than {CompactHistogram.MaxBinCount}."));
        }

        for (var i = 0; i < features.Length; i++)
        {
            if ((uint)features[i] >= (uint)bins.FeatureCount)
            {
                throw new ArgumentOutOfRangeException(nameof(features), features[i], Guard.Text($"features[{i}] is {features[i]}; a feature must be in [0, {bins.FeatureCount})."));
            }
        }

        Guard.SameLengthOrEmpty(draws, features.Length, nameof(draws), nameof(features));
        Guard.SameLength(rowWeights, bins.RowCount, nameof(rowWeights), "the number of rows");
    }

    /// <summary>Buffers are long enough, and none overlaps another.</summary>
    public static void Buffers(CompactHistogramBuffers destination, HistogramShape shape)
    {
        var (features, classes) = (shape.FeatureCount, shape.ClassCount);
        AtLeast(destination.Cells.Length, CompactHistogram.Length(features, shape.BinCount, classes), nameof(destination.Cells), nameof(destination));
        AtLeast(destination.CellBins.Length, CompactHistogram.MaxBinCount * (long)features, nameof(destination.CellBins), nameof(destination));
        AtLeast(destination.CellCounts.Length, features, nameof(destination.CellCounts), nameof(destination));
        AtLeast(destination.Workspace.Length, CompactHistogram.WorkspaceLength(features, classes), nameof(destination.Workspace), nameof(destination));
        Apart<ClassCell, byte>(destination.Cells, nameof(destination.Cells), destination.CellBins, nameof(destination.CellBins), nameof(destination));
        Apart<ClassCell, int>(destination.Cells, nameof(destination.Cells), destination.CellCounts, nameof(destination.CellCounts), nameof(destination));
        Apart<ClassCell, long>(destination.Cells, nameof(destination.Cells), destination.Workspace, nameof(destination.Workspace), nameof(destination));
        Apart<byte, int>(destination.CellBins, nameof(destination.CellBins), destination.CellCounts, nameof(destination.CellCounts), nameof(destination));
        Apart<byte, long>(destination.CellBins, nameof(destination.CellBins), destination.Workspace, nameof(destination.Workspace), nameof(destination));
        Apart<int, long>(destination.CellCounts, nameof(destination.CellCounts), destination.Workspace, nameof(destination.Workspace), nameof(destination));
    }

    /// <summary>No buffer overlaps an operand.</summary>
    public static void Overlaps(CompactHistogramBuffers destination, BinMatrix<byte> bins, ReadOnlySpan<int> features, ReadOnlySpan<int> rows, ReadOnlySpan<ClassRow> rowWeights, ReadOnlySpan<ulong> draws)
    {
        Apart(destination.Cells, nameof(destination.Cells), bins, features, rows, rowWeights, draws, nameof(destination));
        Apart(destination.CellBins, nameof(destination.CellBins), bins, features, rows, rowWeights, draws, nameof(destination));
        Apart(destination.CellCounts, nameof(destination.CellCounts), bins, features, rows, rowWeights, draws, nameof(destination));
        Apart(destination.Workspace, nameof(destination.Workspace), bins, features, rows, rowWeights, draws, nameof(destination));
    }

    /// <summary>The exception for the first row that is bad, or for all of them together.</summary>
    public static ArgumentOutOfRangeException FirstError(BinMatrix<byte> bins, HistogramShape shape, ReadOnlySpan<int> features, ReadOnlySpan<int> rows, ReadOnlySpan<ClassRow> rowWeights)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            HistogramChecks.Row(rows[i], i, bins.RowCount);
            var row = rowWeights[rows[i]];
            if ((uint)row.Label >= (uint)shape.ClassCount || row.Count < 0 || row.Weight < 0)
            {
                return new(nameof(rowWeights), row, Guard.Text($"rowWeights[{rows[i]}] is of class {row.Label}, count {row.Count}, weight {row.Weight}; a class must be in [0, {shape.ClassCount}), count and weight at least 0."));
            }

            foreach (var feature in features)
            {
                if (bins[rows[i], feature] >= shape.BinCount)
                {
                    return new(nameof(bins), bins[rows[i], feature], Guard.Text($"bins at row {rows[i]}, feature {feature} is {bins[rows[i], feature]}; a bin must be in [0, {shape.BinCount})."));
                }
            }
        }

        return new(nameof(rowWeights), rows.Length, Guard.Text($"The weights of {rows.Length} rows exceed 2^62 units."));
    }

    private static void AtLeast(int length, long least, string buffer, string name)
    {
        if (length < least)
        {
            throw new ArgumentException(Guard.Text($"{name}.{buffer} has {length} elements, fewer than {least}."), name);
        }
    }

    private static void Apart<T>(Span<T> written, string buffer, BinMatrix<byte> bins, ReadOnlySpan<int> features, ReadOnlySpan<int> rows, ReadOnlySpan<ClassRow> rowWeights, ReadOnlySpan<ulong> draws, string name)
        where T : unmanaged
    {
        Apart(written, buffer, bins.Bins, nameof(bins), name);
        Apart(written, buffer, features, nameof(features), name);
        Apart(written, buffer, rows, nameof(rows), name);
        Apart(written, buffer, rowWeights, nameof(rowWeights), name);
        Apart(written, buffer, draws, nameof(draws), name);
    }

    private static void Apart<T, TOther>(Span<T> written, string buffer, ReadOnlySpan<TOther> other, string otherName, string name)
        where T : unmanaged
        where TOther : unmanaged
    {
        if (Guard.Overlap<T, TOther>(written, other))
        {
            throw new ArgumentException(Guard.Text($"{name}.{buffer} overlaps {otherName}."), name);
        }
    }
}
