using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Splits.Exact;

/// <summary>The integer part of an exact search: weights of eight neighbouring rows on both sides of the thresholds behind them.</summary>
internal static unsafe class ExactSides
{
    private const long LabelMask = WeightedLabel.MaxClasses - 1;

    /// <summary>
    /// Adds the rows' weights one after the other to <paramref name="running"/>, and writes each sum, then what it leaves
    /// of the total, both rounded to double once.
    /// </summary>
    /// <param name="packed">Eight rows' labels and weights.</param>
    /// <param name="label">The class whose rows count, or −1: all do.</param>
    /// <param name="running">The sum so far.</param>
    /// <param name="total">The node's sum.</param>
    /// <param name="sides">Eight left sums and eight right ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(long* packed, long label, ref long running, long total, double* sides)
    {
        if (Avx512DQ.IsSupported && Vector512.IsHardwareAccelerated)
        {
            var eight = Vector512.Load(packed);
            var sum = Vector512.ShiftRightLogical(eight, WeightedLabel.LabelBits);
            if (label >= 0)
            {
                sum &= Vector512.Equals(eight & Vector512.Create(LabelMask), Vector512.Create(label));
            }

            sum += Avx512F.AlignRight64(sum, Vector512<long>.Zero, 7);
            sum += Avx512F.AlignRight64(sum, Vector512<long>.Zero, 6);
            sum += Avx512F.AlignRight64(sum, Vector512<long>.Zero, 4);
            sum += Vector512.Create(running);
            running = sum.GetUpper().GetUpper()[1];
            Vector512.ConvertToDouble(sum).Store(sides);
            Vector512.ConvertToDouble(Vector512.Create(total) - sum).Store(sides + 8);
        }
        else if (Avx2.IsSupported)
        {
            FillFour(packed, label, ref running, total, sides);
            FillFour(packed + 4, label, ref running, total, sides + 4);
        }
        else
        {
            for (nint i = 0; i < 8; i++)
            {
                running += label < 0 || (packed[i] & LabelMask) == label ? (long)((ulong)packed[i] >> WeightedLabel.LabelBits) : 0;
                sides[i] = running;
                sides[i + 8] = total - running;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillFour(long* packed, long label, ref long running, long total, double* sides)
    {
        var four = Vector256.Load(packed);
        var sum = Vector256.ShiftRightLogical(four, WeightedLabel.LabelBits);
        if (label >= 0)
        {
            sum &= Vector256.Equals(four & Vector256.Create(LabelMask), Vector256.Create(label));
        }

        sum += Avx2.Permute4x64(sum, 0b10_01_00_00) & Vector256.Create(0, -1, -1, -1L);
        sum += Avx2.Permute4x64(sum, 0b01_00_00_00) & Vector256.Create(0, 0, -1, -1L);
        sum += Vector256.Create(running);
        running = sum.GetUpper()[1];
        Vector256.ConvertToDouble(sum).Store(sides);
        Vector256.ConvertToDouble(Vector256.Create(total) - sum).Store(sides + 8);
    }
}
