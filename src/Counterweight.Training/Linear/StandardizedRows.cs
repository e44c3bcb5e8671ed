using Counterweight.Linear;
using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>
/// Standardised features in blocks of rows, as <see cref="RowBlocks{T}"/> has them, their categories and their labels. Rows that fill up
/// the last block are zero and carry <see cref="IgnoredLabel"/>.
/// </summary>
internal sealed class StandardizedRows
{
    /// <summary>Label of the rows that pad the last block.</summary>
    public const int IgnoredLabel = -1;

    /// <summary>Rows that are standardised at a time: whole blocks, of which the second-level cache holds hundreds of columns.</summary>
    private const int ItemRows = 32 * 8;

    private readonly double largest;

    /// <param name="data">The rows; labels are read where there are any.</param>
    /// <param name="standardizer">Their scales.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="chosen">The rows that count, in order.</param>
    /// <param name="largest">The greatest size of a value; others are set to it.</param>
    /// <param name="degreeOfParallelism">Threads at most; they change no bit.</param>
    /// <exception cref="ArgumentException">No array holds so many values.</exception>
    public StandardizedRows(Dataset data, Standardizer standardizer, LinearColumns columns, int[] chosen, double largest = double.PositiveInfinity, int degreeOfParallelism = 1)
    {
        this.largest = largest;

        // Blocks have a feature at least; this one is 0, and so its weight stays 0.
        FeatureCount = Math.Max(1, columns.NumberCount);
        RowCount = chosen.Length;
        BlockCount = RowBlocks<double>.BlocksOf(chosen.Length);
        Indicators = new IndicatorRows(data, columns, chosen);
        Values = new double[ArraySize.Product(nameof(data), "values of rows in blocks", BlockCount, FeatureCount, RowBlocks<double>.RowsPerBlock)];
        Labels = new int[BlockCount * RowBlocks<double>.RowsPerBlock];
        Labels.AsSpan(chosen.Length).Fill(IgnoredLabel);
        for (var row = 0; row < chosen.Length && !data.Labels.IsEmpty; row++)
        {
            Labels[row] = data.Labels[chosen[row]];
        }

        int[] numbers = [.. Enumerable.Range(0, data.FeatureCount).Where(columns.IsNumber)];
        RowItems.Run(chosen.Length, ItemRows, degreeOfParallelism, (first, count) => Fill(data, standardizer, numbers, first, chosen.AsSpan(first, count)));
    }

    /// <summary>Features that are numbers; 1 where there are none.</summary>
    public int FeatureCount { get; }

    /// <summary>Rows, without padding.</summary>
    public int RowCount { get; }

    public int BlockCount { get; }

    public double[] Values { get; }

    public int[] Labels { get; }

    /// <summary>Features that are categories.</summary>
    public IndicatorRows Indicators { get; }

    /// <summary>Parameters of some classes: classes × features of weights, one intercept a class, then columns of categories × classes of weights.</summary>
    public int ParameterCount(int classCount) => classCount * (FeatureCount + 1 + Indicators.Count);

    /// <summary>Those of them that are not of categories.</summary>
    public int LinearCount(int classCount) => classCount * (FeatureCount + 1);

    /// <summary>Some of the blocks.</summary>
    public RowBlocks<double> Blocks(int first, int count)
    {
        var length = FeatureCount * RowBlocks<double>.RowsPerBlock;
        return new(Values.AsSpan(first * length, count * length), FeatureCount);
    }

    /// <summary>The scores of some of the blocks, rows × classes. Written.</summary>
    public void Score(int firstBlock, int blockCount, ReadOnlySpan<double> parameters, int classCount, Span<double> scores)
    {
        var linear = LinearCount(classCount);
        LinearScores.Compute(Blocks(firstBlock, blockCount), parameters[..linear], classCount, scores);
        Indicators.AddScores(firstBlock * RowBlocks<double>.RowsPerBlock, parameters[linear..], classCount, scores);
    }

    /// <summary>Writes some rows, which begin a block: all columns of them, while their blocks are in the cache.</summary>
    private void Fill(Dataset data, Standardizer standardizer, int[] numbers, int first, ReadOnlySpan<int> rows)
    {
        Span<double> values = stackalloc double[ItemRows];
        for (var number = 0; number < numbers.Length; number++)
        {
            standardizer.Transform(numbers[number], data.Column(numbers[number]), rows, values);
            for (var row = 0; row < rows.Length; row++)
            {
                var (block, lane) = ((first + row) / RowBlocks<double>.RowsPerBlock, row % RowBlocks<double>.RowsPerBlock);
                Values[(((block * FeatureCount) + number) * RowBlocks<double>.RowsPerBlock) + lane] = Math.Clamp(values[row], -largest, largest);
            }
        }
    }
}
