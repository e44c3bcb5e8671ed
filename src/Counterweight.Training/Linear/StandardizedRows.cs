using Counterweight.Linear;
using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>
/// Standardised features in blocks of rows, as <see cref="RowBlocks{T}"/> has them, and their labels. Rows that fill up the
/// last block are zero and carry <see cref="IgnoredLabel"/>.
/// </summary>
internal sealed class StandardizedRows
{
    /// <summary>Label of the rows that pad the last block.</summary>
    public const int IgnoredLabel = -1;

    /// <param name="data">The rows.</param>
    /// <param name="standardizer">Their scales.</param>
    /// <param name="chosen">The rows that count, in order.</param>
    /// <exception cref="ArgumentException">No array holds so many values.</exception>
    public StandardizedRows(Dataset data, Standardizer standardizer, ReadOnlySpan<int> chosen)
    {
        FeatureCount = data.FeatureCount;
        RowCount = chosen.Length;
        BlockCount = RowBlocks<double>.BlocksOf(chosen.Length);
        Values = new double[ArraySize.Product(nameof(data), "values of rows in blocks", BlockCount, FeatureCount, RowBlocks<double>.RowsPerBlock)];
        Labels = new int[BlockCount * RowBlocks<double>.RowsPerBlock];
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
                var block = Math.DivRem(row, RowBlocks<double>.RowsPerBlock, out var lane);
                Values[(((block * FeatureCount) + feature) * RowBlocks<double>.RowsPerBlock) + lane] = standardizer.Transform(feature, column[chosen[row]]);
            }
        }
    }

    public int FeatureCount { get; }

    /// <summary>Rows, without padding.</summary>
    public int RowCount { get; }

    public int BlockCount { get; }

    public double[] Values { get; }

    /// <summary>Some of the blocks.</summary>
    public RowBlocks<double> Blocks(int first, int count)
    {
        var length = FeatureCount * RowBlocks<double>.RowsPerBlock;
        return new(Values.AsSpan(first * length, count * length), FeatureCount);
    }

    public int[] Labels { get; }
}
