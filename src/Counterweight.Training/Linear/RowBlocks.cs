using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>
/// Standardised features in blocks of eight rows: value of feature f of row r at <c>[((r / 8)·features + f)·8 + r mod 8]</c>.
/// Rows past the last are zero and carry <see cref="IgnoredLabel"/>.
/// </summary>
internal sealed class RowBlocks
{
    /// <summary>Rows in a block, which are the lanes of a block of doubles.</summary>
    public const int BlockRows = 8;

    /// <summary>Label of the rows that pad the last block.</summary>
    public const int IgnoredLabel = -1;

    /// <param name="data">The rows.</param>
    /// <param name="standardizer">Their scales.</param>
    /// <param name="chosen">The rows that count, in order.</param>
    /// <exception cref="ArgumentException">No array holds so many values.</exception>
    public RowBlocks(Dataset data, Standardizer standardizer, ReadOnlySpan<int> chosen)
    {
        FeatureCount = data.FeatureCount;
        RowCount = chosen.Length;
        BlockCount = (chosen.Length + BlockRows - 1) / BlockRows;
        Values = new double[ArraySize.Product(nameof(data), "values of rows in blocks", BlockCount, FeatureCount, BlockRows)];
        Labels = new int[BlockCount * BlockRows];
        Labels.AsSpan(chosen.Length).Fill(IgnoredLabel);
        for (var row = 0; row < chosen.Length; row++)
        {
            Labels[row] = data.Labels[chosen[row]];
        }

        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var column = data.Column(feature);
            for (var row = 0; row < chosen.Length; row++)
            {
                var block = Math.DivRem(row, BlockRows, out var lane);
                Values[(((block * FeatureCount) + feature) * BlockRows) + lane] = standardizer.Transform(feature, column[chosen[row]]);
            }
        }
    }

    public int FeatureCount { get; }

    /// <summary>Rows, without padding.</summary>
    public int RowCount { get; }

    public int BlockCount { get; }

    public double[] Values { get; }

    public int[] Labels { get; }
}
