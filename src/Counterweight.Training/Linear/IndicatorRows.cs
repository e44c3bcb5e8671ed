using Counterweight.Linear;
using Counterweight.Training.Data;

namespace Counterweight.Training.Linear;

/// <summary>Columns of 0 and 1, kept as the numbers of those that are 1 in each row: a score adds their weights alone.</summary>
internal sealed class IndicatorRows
{
    private const int None = -1;

    private readonly int width;
    private readonly int[] codes;

    /// <param name="data">The rows.</param>
    /// <param name="columns">Their columns.</param>
    /// <param name="chosen">The rows that count, in order.</param>
    /// <exception cref="ArgumentException">No array holds so many numbers.</exception>
    public IndicatorRows(Dataset data, LinearColumns columns, ReadOnlySpan<int> chosen)
    {
        Count = columns.IndicatorCount;
        width = columns.FeatureCount - columns.NumberCount;
        codes = new int[ArraySize.Product(nameof(data), "categories of rows in blocks", RowBlocks<double>.BlocksOf(chosen.Length), RowBlocks<double>.RowsPerBlock, width)];
        codes.AsSpan().Fill(None);
        for (int feature = 0, place = 0, numbers = 0; feature < columns.FeatureCount; feature++)
        {
            if (columns.IsNumber(feature))
            {
                numbers++;
                continue;
            }

            var column = data.Column(feature);
            for (var row = 0; row < chosen.Length; row++)
            {
                var own = columns.Of(feature, column[chosen[row]]);
                codes[(row * width) + place] = own < 0 ? None : own - numbers;
            }

            place++;
        }
    }

    /// <summary>Columns.</summary>
    public int Count { get; }

    /// <summary>Adds to the scores of rows the weights of the columns that are 1.</summary>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="weights">Columns × classes.</param>
    /// <param name="classCount">K.</param>
    /// <param name="scores">Rows × classes. Added to.</param>
    public void AddScores(int firstRow, ReadOnlySpan<double> weights, int classCount, Span<double> scores)
    {
        for (var (at, row) = (0, firstRow); at < scores.Length && Count > 0; at += classCount, row++)
        {
            foreach (var code in codes.AsSpan(row * width, width))
            {
                if (code != None)
                {
                    Add(weights.Slice(code * classCount, classCount), scores.Slice(at, classCount));
                }
            }
        }
    }

    /// <summary>Adds the derivatives by the scores of rows to those by the weights of the columns that are 1.</summary>
    /// <param name="firstRow">The first of the rows.</param>
    /// <param name="scoreGradients">Rows × classes.</param>
    /// <param name="classCount">K.</param>
    /// <param name="gradient">Columns × classes. Added to.</param>
    public void AddGradient(int firstRow, ReadOnlySpan<double> scoreGradients, int classCount, Span<double> gradient)
    {
        for (var (at, row) = (0, firstRow); at < scoreGradients.Length && Count > 0; at += classCount, row++)
        {
            foreach (var code in codes.AsSpan(row * width, width))
            {
                if (code != None)
                {
                    Add(scoreGradients.Slice(at, classCount), gradient.Slice(code * classCount, classCount));
                }
            }
        }
    }

    private static void Add(ReadOnlySpan<double> terms, Span<double> sums)
    {
        for (var label = 0; label < sums.Length; label++)
        {
            sums[label] += terms[label];
        }
    }
}
