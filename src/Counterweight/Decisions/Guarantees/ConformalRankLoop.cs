using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;

namespace Counterweight.Decisions.Guarantees;

/// <summary>The loop that ranks scores among those of held-out rows: rows of a work item, class by class, so that a class's scores stay in a near cache.</summary>
internal readonly unsafe struct ConformalRankLoop<T>(T* scores, double* destination, nint rows, int classes, ConformalScores held) : IWorkJob<ConformalRankLoop<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a work item.</summary>
    /// <remarks>Chosen, not measured. Benchmark: conformal-p-values.</remarks>
    private const int RowsPerItem = 256;

    private readonly T* scores = scores;
    private readonly double* destination = destination;
    private readonly ConformalScores held = held;

    public int Items => WorkItems.Count(rows, RowsPerItem);

    public void Run(int item)
    {
        DebugChecks.Present(scores, rows);
        var (start, count) = WorkItems.Range(item, RowsPerItem, rows);
        nint stride = classes;
        for (var label = 0; label < classes; label++)
        {
            for (nint row = start; row < start + count; row++)
            {
                var score = double.CreateTruncating(scores[(row * stride) + label]);
                destination[(row * stride) + label] = double.IsNaN(score) ? double.NaN : held.PValue(label, held.CountAtMost(label, score));
            }
        }
    }
}
