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

    public RowBlocks(Dataset data, Standardizer standardizer)
    {
        FeatureCount = data.FeatureCount;
        BlockCount = (data.RowCount + BlockRows - 1) / BlockRows;
        Values = new double[checked(BlockCount * FeatureCount * BlockRows)];
        Labels = new int[BlockCount * BlockRows];
        Labels.AsSpan(data.RowCount).Fill(IgnoredLabel);
        data.Labels.CopyTo(Labels);
        for (var feature = 0; feature < FeatureCount; feature++)
        {
            var column = data.Column(feature);
            for (var row = 0; row < column.Length; row++)
            {
                var block = Math.DivRem(row, BlockRows, out var lane);
                Values[(((block * FeatureCount) + feature) * BlockRows) + lane] = standardizer.Transform(feature, column[row]);
            }
        }
    }

    public int FeatureCount { get; }

    public int BlockCount { get; }

    public double[] Values { get; }

    public int[] Labels { get; }
}
