using System.Runtime.CompilerServices;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>The weights of both classes so far. No order of rows shows in them.</summary>
internal interface IClassTotals
{
    void Add(double weight, nint isPositive);

    /// <summary>Weight of negative rows, rounded once.</summary>
    double Negative { get; }

    /// <summary>Weight of positive rows, rounded once.</summary>
    double Positive { get; }
}

/// <summary>Rows of weight 1.</summary>
internal struct CountTotals : IClassTotals
{
    private long rows;
    private long positives;

    public readonly double Negative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => rows - positives;
    }

    public readonly double Positive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => positives;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double weight, nint isPositive)
    {
        rows++;
        positives += isPositive;
    }
}
