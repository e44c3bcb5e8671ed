using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>Numbers of the loop over scores of rows.</summary>
internal static class RowScoreLoop
{
    /// <summary>Rows whose scores lie on the stack at a time.</summary>
    /// <remarks>Chosen, not measured. Sums are exact: another number changes no bit. Benchmark: log-loss.</remarks>
    public const int ChunkRows = 256;

    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured: some 15 µs. Benchmark: log-loss.</remarks>
    public const int RowsPerItem = 2048;
}

/// <summary>The loop over rows whose scores are weighed and summed. Each product of a weight and a score is exact, in two parts, and so is their sum.</summary>
internal unsafe struct RowScoreLoop<TScore, T>(TScore score, T* probabilities, int width, LabelColumn labels, T* weights, int rows, int ignoreLabel) : IWorkJob<RowScoreLoop<TScore, T>>
    where TScore : struct, IRowScore<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TScore score = score;
    private readonly T* probabilities = probabilities;
    private readonly int width = width;
    private readonly LabelColumn labels = labels;
    private readonly T* weights = weights;
    private readonly int rows = rows;
    private readonly int ignoreLabel = ignoreLabel;
    private ReproducibleSum sum;
    private ReproducibleSum weightSum;
    private long counted;

    public readonly int Items => WorkItems.Count(rows, RowScoreLoop.RowsPerItem);

    public readonly ScoreSum Sum => new(in sum, in weightSum, counted);

    [SkipLocalsInit]
    public void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, RowScoreLoop.RowsPerItem, rows);
        Span<double> scores = stackalloc double[RowScoreLoop.ChunkRows];
        var narrowed = stackalloc int[RowScoreLoop.ChunkRows];
        for (var end = first + count; first < end; first += RowScoreLoop.ChunkRows)
        {
            var some = (int)nint.Min(RowScoreLoop.ChunkRows, end - first);
            var ints = (labels + first).Ints(some, narrowed, RowScoreLoop.ChunkRows);
            DebugChecks.Present(ints, some);
            var own = new ReadOnlySpan<int>(ints, some);
            scores = scores[..own.Length];
            score.Write(new(probabilities + (first * width), checked(own.Length * width)), own, scores);
            if (weights == null)
            {
                Add(own, scores);
            }
            else
            {
                Add(own, scores, new ReadOnlySpan<T>(weights + first, own.Length));
            }
        }
    }

    public void Merge(in RowScoreLoop<TScore, T> other)
    {
        sum.Add(in other.sum);
        weightSum.Add(in other.weightSum);
        counted += other.counted;
    }

    private void Add(ReadOnlySpan<int> own, Span<double> scores)
    {
        var before = counted;
        for (var row = 0; row < own.Length; row++)
        {
            var isCounted = own[row] != ignoreLabel;
            scores[row] = isCounted ? scores[row] * WeightUnit.Factor : 0;
            counted += isCounted ? 1 : 0;
        }

        sum.Add(scores);
        weightSum.Add((counted - before) * WeightUnit.Factor);
    }

    [SkipLocalsInit]
    private void Add(ReadOnlySpan<int> own, Span<double> scores, ReadOnlySpan<T> ownWeights)
    {
        Span<double> counts = stackalloc double[RowScoreLoop.ChunkRows];
        Span<double> rests = stackalloc double[RowScoreLoop.ChunkRows];
        for (var row = 0; row < own.Length; row++)
        {
            var weight = own[row] == ignoreLabel ? 0 : double.CreateTruncating(ownWeights[row]) * WeightUnit.Factor;
            var factor = weight > 0 ? scores[row] : 0;
            var product = weight * factor;
            var rest = Math.FusedMultiplyAdd(weight, factor, -product);
            counts[row] = weight;
            scores[row] = product;
            rests[row] = double.IsFinite(rest) ? rest : 0;
            counted += weight > 0 ? 1 : 0;
        }

        sum.Add(scores);
        sum.Add(rests[..own.Length]);
        weightSum.Add(counts[..own.Length]);
    }
}
