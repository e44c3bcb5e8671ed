using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Engine;

/// <summary>The integer part of an exact search: eight lanes of sums at a time.</summary>
internal static unsafe class ExactSides
{
    /// <summary>Writes one number to eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(long number, long* lanes)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512.Create(number).Store(lanes);
        }
        else
        {
            var four = Vector256.Create(number);
            four.Store(lanes);
            four.Store(lanes + 4);
        }
    }

    /// <summary>Rounds eight left sums to double, and what they leave of the total behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(long* left, long total, double* sides)
    {
        if (Avx512DQ.IsSupported && Vector512.IsHardwareAccelerated)
        {
            var lanes = Vector512.Load(left);
            Vector512.ConvertToDouble(lanes).Store(sides);
            Vector512.ConvertToDouble(Vector512.Create(total) - lanes).Store(sides + 8);
        }
        else
        {
            for (nint i = 0; i < 8; i += 4)
            {
                var lanes = Vector256.Load(left + i);
                Vector256.ConvertToDouble(lanes).Store(sides + i);
                Vector256.ConvertToDouble(Vector256.Create(total) - lanes).Store(sides + i + 8);
            }
        }
    }
}
