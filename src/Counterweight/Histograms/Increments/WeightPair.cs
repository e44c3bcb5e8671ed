using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Features;

namespace Counterweight.Histograms.Increments;

/// <summary>The two weights that all rows of a histogram have, in units. The second one is 0 until a row is found that has it.</summary>
/// <param name="first">One of them, above 0.</param>
/// <param name="rows">How many rows the histogram has.</param>
[StructLayout(LayoutKind.Auto)]
internal struct WeightPair(long first, int rows)
{
    private readonly int rows = rows;
    private long secondRows;
    private bool differs;

    public long First { get; } = first;

    public long Second { get; private set; }

    /// <summary>Whether no product with the sum of weights exceeds 63 bits, and all threads found the same weights.</summary>
    public readonly bool Fits => !differs && ((rows - secondRows) * First) + (secondRows * Second) <= GradientQuantizer<double>.WeightSumLimit;

    /// <summary>Whether rows have at most two weights, of which none is 0, as far as a look at some of them tells.</summary>
    /// <param name="quantizer">What makes weights of rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="rowCount">Rows of the whole data.</param>
    /// <param name="pair">The weights.</param>
    public static bool TryFind<T>(in GradientQuantizer<T> quantizer, RowSet rows, int rowCount, out WeightPair pair)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = rows.Count(rowCount);
        pair = default;
        var looks = Math.Min(count, HistogramTuning.WeightLooks);
        for (var look = 0; look < looks; look++)
        {
            var row = rows[(int)((long)count * look / looks)];
            var weight = (uint)row < (uint)rowCount ? quantizer.Weight(row) : 0;
            if (look == 0)
            {
                pair = new(weight, count);
            }
            else if (pair.Second == 0 && weight != pair.First)
            {
                pair.Second = weight;
            }

            if (weight == 0 || (weight != pair.First && weight != pair.Second))
            {
                return false;
            }
        }

        return looks > 0;
    }

    /// <summary>Which of four rows, of which only the first few count, have the second weight; adds to <paramref name="good"/> where they have either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<long> AreSecond(Vector256<long> weights, nint count, ref Vector256<double> good)
    {
        var areSecond = ~Vector256.Equals(weights, Vector256.Create(First));
        if (count < 4)
        {
            areSecond &= Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count));
        }

        var bits = areSecond.ExtractMostSignificantBits();
        if (bits != 0)
        {
            if (Second == 0)
            {
                Second = weights[BitOperations.TrailingZeroCount(bits)];
            }

            good &= (~areSecond | (Vector256.Equals(weights, Vector256.Create(Second)) & Vector256.GreaterThan(weights, Vector256<long>.Zero))).AsDouble();
            secondRows += BitOperations.PopCount(bits);
        }

        return areSecond;
    }

    /// <summary>Takes over what another thread found in its rows.</summary>
    public void Merge(in WeightPair other)
    {
        differs |= other.differs || (Second != 0 && other.Second != 0 && Second != other.Second);
        Second = Math.Max(Second, other.Second);
        secondRows += other.secondRows;
    }
}
