using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>
/// Weights of a moderate range, each cut in two on a fixed grid: both parts are summed without rounding, and the sum of the sums is
/// rounded once. A lane is a class.
/// </summary>
internal struct PairTotals : IClassTotals
{
    private Vector128<double> high;
    private Vector128<double> low;
    private Vector128<double> grid;

    public readonly double Negative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (high + low)[0];
    }

    public readonly double Positive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (high + low)[1];
    }

    /// <summary>
    /// Whether so many weights between two biased exponents are summed without rounding. With n ≤ 2^L weights below 2^(E+1), the upper
    /// parts are multiples of 2^(E+L−52), below 2⁵³ of them in all. The lower parts are at most half of that each, and multiples of the last
    /// bit of the least weight.
    /// </summary>
    public static bool Fit((int Least, int Greatest) exponents, int mantissaBits, nint count)
    {
        var log = Log(count);
        return exponents.Greatest - exponents.Least + (2 * log) + mantissaBits - 1 <= 105 && exponents.Greatest + log < 2046;
    }

    public static PairTotals Of(int negativeExponent, int positiveExponent, nint count) => new()
    {
        grid = Vector128.Create(Grid(negativeExponent, count), Grid(positiveExponent, count)),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double weight, nint isPositive)
    {
        var lane = Vector128.Equals(Vector128.Create((long)isPositive), Vector128.Create(0L, 1L));
        var added = Vector128.Create(weight) & lane.AsDouble();
        var upper = (added + grid) - grid;
        high += upper;
        low += added - upper;
    }

    // Adding 1.5·2^k rounds to multiples of 2^(k − 52).
    private static double Grid(int exponent, nint count) => Math.ScaleB(1.5, exponent - 1023 + Log(count));

    private static int Log(nint count) => Math.Max(64 - BitOperations.LeadingZeroCount((ulong)count), 2);
}
