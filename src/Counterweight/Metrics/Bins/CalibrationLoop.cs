using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Metrics.Bins;

/// <summary>The loop over rows that adds them to the bins of their probabilities. Each thread has sums of its own.</summary>
internal unsafe struct CalibrationLoop<TLabel, T>(double[] edges, T* probabilities, TLabel* labels, T* weights, int rows, int ignoreLabel) : IWorkJob<CalibrationLoop<TLabel, T>>
    where TLabel : unmanaged, IBinaryInteger<TLabel>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured. Sums are exact: another number changes no bit. Benchmark: calibration-bins.</remarks>
    private const int RowsPerItem = 1024;

    private readonly double[] edges = edges;
    private readonly T* probabilities = probabilities;
    private readonly TLabel* labels = labels;
    private readonly T* weights = weights;
    private readonly int rows = rows;
    private readonly int ignoreLabel = ignoreLabel;
    private CalibrationSums[]? sums;

    public readonly int Items => WorkItems.Count(rows, RowsPerItem);

    public void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, RowsPerItem, rows);
        DebugChecks.Present(labels, first + count);
        var own = sums ??= Rent();
        for (var row = first; row < first + count; row++)
        {
            var weight = weights == null ? 1 : double.CreateTruncating(weights[row]);
            var label = int.CreateTruncating(labels[row]);
            if (weight > 0 && label != ignoreLabel)
            {
                var probability = double.CreateTruncating(probabilities[row]);
                var found = Array.BinarySearch(edges, probability);
                var bin = found < 0 ? ~found : found;
                own[(2 * bin) + label].Add(weight, probability);
            }
        }
    }

    public void Merge(in CalibrationLoop<TLabel, T> other)
    {
        if (sums is null)
        {
            sums = other.sums;
        }
        else if (other.sums is not null)
        {
            AddTo(sums, other.sums);
        }
    }

    /// <summary>Adds the sums of all threads to those of the bins.</summary>
    public void MoveTo(CalibrationSums[] destination)
    {
        if (sums is not null)
        {
            AddTo(destination, sums);
            sums = null;
        }
    }

    private readonly CalibrationSums[] Rent()
    {
        var rented = ArrayPool<CalibrationSums>.Shared.Rent(2 * edges.Length);
        rented.AsSpan(0, 2 * edges.Length).Clear();
        return rented;
    }

    private readonly void AddTo(CalibrationSums[] destination, CalibrationSums[] source)
    {
        for (var i = 0; i < 2 * edges.Length; i++)
        {
            destination[i].Add(in source[i]);
        }

        ArrayPool<CalibrationSums>.Shared.Return(source);
    }
}
