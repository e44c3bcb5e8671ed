using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Memory;

namespace Counterweight.Neighbors;

/// <summary>
/// A grid on which points have 16-bit coordinates, so that most candidates are seen to be too far away in integers. It decides
/// which distances are computed and changes none.
/// </summary>
/// <remarks>
/// <para>
/// A number a of weight w goes to the nearest integer A of x = √w·(a − center)/step. Rounding x in double included, |A − x| is
/// less than ½ + 2⁻³⁰, so a row's point is less than ε = (½ + 2⁻³⁰)·√F from its grid point, in steps, and by the triangle
/// inequality, D being the true distance of two rows by their numbers, ‖A − B‖ ≤ D/step + 2ε.
/// </para>
/// <para>
/// The distance S that the kernel computes is at least (1 − δ)·D² − υ: each term is rounded at most three times, then added at most
/// F/16 + 4 times, each time by a factor of 1 ± 2⁻²⁴ at most, δ = (F/16 + 8)·2⁻²⁴; and w·d·d of subnormal w·d, |w·d| &lt; 2⁻¹²⁶,
/// errs by 2⁻¹⁵⁰·|d|, |d| &lt; 2²³ as w ≥ 2⁻¹⁴⁹: υ = F·2⁻¹²⁵ is more than all underflow. Nominal features, and the scale for missing
/// ones, do not make S smaller.
/// </para>
/// <para>
/// So a candidate of S ≤ T has ‖A − B‖² ≤ L = (√((T + υ)/(1 − δ))/step + 2ε)², that is, A·B − ½‖B‖² ≥ ½(‖A‖² − L).
/// Left: an integer, with ⌊½‖B‖²⌋ not smaller. Right: rounded down and 1 less, which is more than its rounding in double: where
/// L is so large that it is not, the bound is below every sum. Rows on the grid have ‖A‖² &lt; 2³⁰, so
/// that by Cauchy and Schwarz every partial sum of products is below 2³⁰, and with ½‖B‖² below 2³¹. Rows off the grid, too far out
/// or with a value missing, are always computed.
/// </para>
/// <para>
/// The other way round D ≤ step·(‖A − B‖ + 2ε), and S ≤ (1 + δ)·D² + υ, less than D²/(1 − δ) + υ, of rows on the grid by their numbers alone. So k
/// candidates of sums of at least v bound the k-th least S, unless it is beyond a float, where all are +∞ and the index decides.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct PointGrid
{
    /// <summary>Squared norms are below.</summary>
    public const int SquaredNormLimit = 1 << 30;

    /// <summary>A bound that every sum of a row reaches, and filling does not.</summary>
    public const int NoBound = int.MinValue + 1;

    /// <summary>Rows that are looked at to choose the grid.</summary>
    private const int MostSamples = 255;

    private readonly double* centers;
    private readonly double* factors;
    private readonly double* step;
    private readonly double slack;
    private readonly double relative;
    private readonly double absolute;

    public PointGrid(ref ScratchCursor cursor, in PointLayout layout)
    {
        centers = cursor.Take<double>(layout.Stride);
        factors = cursor.Take<double>(layout.Stride);
        step = cursor.Take<double>(1);
        slack = (1 + Math.ScaleB(1, -28)) * Math.Sqrt(layout.NumberCount);
        relative = 1 - (((layout.Stride / PointLayout.BlockLength) + 9) * Math.ScaleB(1, -24));
        absolute = layout.NumberCount * Math.ScaleB(1, -125);
    }

    /// <summary>Chooses centers near the medians of the candidates, and a step that leaves few of them out.</summary>
    [SkipLocalsInit]
    public void Fit(in PointLayout layout, in PointRows rows)
    {
        var samples = Math.Min(rows.Count, MostSamples);
        var values = stackalloc double[MostSamples];
        for (nint feature = 0; feature < layout.NumberCount; feature++)
        {
            var count = 0;
            for (nint sample = 0; sample < samples; sample++)
            {
                var value = rows.Numbers[(sample * rows.Count / samples * layout.Stride) + feature];
                values[count] = value;
                count += float.IsNaN(value) ? 0 : 1;
            }

            new Span<double>(values, count).Sort();
            centers[feature] = count == 0 ? 0 : values[count / 2];
        }

        for (nint sample = 0; sample < samples; sample++)
        {
            values[sample] = Norm(in layout, rows.Numbers + (sample * rows.Count / samples * layout.Stride));
        }

        new Span<double>(values, samples).Sort();

        // Rows four times as far out as any sample, unless some samples are far from the rest.
        var (most, many) = (4 * values[samples - 1], 64 * values[samples * 7L / 8]);
        var radius = many > 0 ? Math.Min(most, many) : most;
        *step = radius > 0 ? radius / 32000 : 1;
        for (nint feature = 0; feature < layout.Stride; feature++)
        {
            factors[feature] = Math.Sqrt(layout.Weights[feature]) / *step;
            centers[feature] = feature < layout.NumberCount ? centers[feature] : 0;
        }
    }

    /// <summary>The least sum of a candidate that may be as near as a distance.</summary>
    /// <param name="threshold">T.</param>
    /// <param name="squaredNorm">‖A‖² of the query.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Bound(double threshold, int squaredNorm)
    {
        var most = (Math.Sqrt((threshold + absolute) / relative) / *step) + slack;
        var bound = Math.Floor((squaredNorm - (most * most)) / 2) - 1;
        return bound > NoBound ? (int)bound : NoBound;
    }

    /// <summary>The greatest squared distance of a candidate of a sum, +∞ where a float may not hold it. Of numbers alone.</summary>
    /// <param name="sum">Of a candidate on the grid.</param>
    /// <param name="squaredNorm">‖A‖² of the query.</param>
    public double Farthest(int sum, int squaredNorm)
    {
        // The sum is at most ½ more than A·B − ½‖B‖².
        var most = (Math.Sqrt(squaredNorm - (2.0 * sum) + 1) + slack) * *step;
        var squared = (most * most / relative) + absolute;
        return squared < float.MaxValue / 2 ? squared : double.PositiveInfinity;
    }

    /// <summary>Sixteen coordinates, 0 where the layout is filled up, of no use where one is beyond 16 bits. Adds their squares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Place(float* values, nint feature, short* coordinates, ref Vector512<double> squares)
    {
        var (first, second) = Vector512.Widen(Vector512.Load(values));
        first = Vector512.Round((first - Vector512.Load(centers + feature)) * Vector512.Load(factors + feature));
        second = Vector512.Round((second - Vector512.Load(centers + feature + Vector512<double>.Count)) * Vector512.Load(factors + feature + Vector512<double>.Count));
        squares += (first * first) + (second * second);
        var integers = Vector512.ConvertToInt32Native(Vector512.Narrow(first, second));
        Vector256.Narrow(integers.GetLower(), integers.GetUpper()).Store(coordinates);
    }

    private double Norm(in PointLayout layout, float* row)
    {
        var sum = 0.0;
        for (nint feature = 0; feature < layout.NumberCount; feature++)
        {
            var difference = row[feature] - centers[feature];
            sum += double.IsNaN(difference) ? 0 : layout.Weights[feature] * difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
