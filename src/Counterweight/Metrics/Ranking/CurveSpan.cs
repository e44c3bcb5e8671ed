using System.Runtime.CompilerServices;

namespace Counterweight.Metrics.Ranking;

/// <summary>A curve's pinned weights, and blocks of points of it: at its ends what is missing is made up, so that it adds nothing and wins nothing.</summary>
internal readonly unsafe struct CurveSpan(double* truePositives, double* falsePositives, nint count)
{
    /// <summary>Doubles of a copied block: the point before it, and its points.</summary>
    public const int EdgeLength = 2 * (1 + Lanes);

    /// <summary>Points of a block.</summary>
    public const int Lanes = 8;

    public double* TruePositives { get; } = truePositives;

    public double* FalsePositives { get; } = falsePositives;

    public nint Count { get; } = count;

    /// <summary>Whether a block and the point before it lie within the curve.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsWhole(nint from) => from > 0 && from + Lanes <= Count;

    /// <summary>Copies a block at an end: before the first point is 0, after the last the last again.</summary>
    public void CopyEdge(nint from, double* edge)
    {
        for (nint i = -1; i < Lanes; i++)
        {
            var at = Math.Min(from + i, Count - 1);
            edge[i + 1] = at < 0 ? 0 : TruePositives[at];
            edge[i + 2 + Lanes] = at < 0 ? 0 : FalsePositives[at];
        }
    }
}
