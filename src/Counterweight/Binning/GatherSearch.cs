using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Simd;

namespace Counterweight.Binning;

/// <summary>Searches any number of edges for sixteen values at a time. The edges are gathered from memory.</summary>
internal static unsafe class GatherSearch
{
    /// <summary>Whether this processor gathers fast enough.</summary>
    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Bins of the values in whole blocks of sixteen; returns how many those are.</summary>
    /// <param name="table">2^n ascending edges, the last ones +∞.</param>
    /// <param name="length">2^n.</param>
    /// <param name="values">Values.</param>
    /// <param name="bins">Numbers of edges below them.</param>
    /// <param name="count">Values there are.</param>
    /// <param name="missing">Bin of NaN.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Run<TBin>(float* table, nint length, float* values, TBin* bins, int count, int missing)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var absent = Vector512.Create(missing);
        var whole = count & ~15;
        for (var i = 0; i < whole; i += 16)
        {
            var value = Vector512.Load(values + i);
            var bin = Vector512<int>.Zero;
            for (var half = (int)length >> 1; half > 0; half >>= 1)
            {
                var edge = SixteenIntegers.Read((int*)(table + half - 1), bin, 4).AsSingle();
                bin += Vector512.LessThan(edge, value).AsInt32() & Vector512.Create(half);
            }

            Store(Vector512.ConditionalSelect(Vector512.Equals(value, value).AsInt32(), bin, absent), bins + i);
        }

        return whole;
    }

    /// <inheritdoc cref="Run{TBin}(float*, nint, float*, TBin*, int, int)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Run<TBin>(double* table, nint length, double* values, TBin* bins, int count, int missing)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var absent = Vector512.Create((long)missing);
        var whole = count & ~15;
        for (var i = 0; i < whole; i += 16)
        {
            var value0 = Vector512.Load(values + i);
            var value1 = Vector512.Load(values + i + 8);
            var bin0 = Vector512<long>.Zero;
            var bin1 = Vector512<long>.Zero;
            for (var half = length >> 1; half > 0; half >>= 1)
            {
                var step = Vector512.Create((long)half);
                bin0 += Vector512.LessThan(Read(table + half - 1, bin0), value0).AsInt64() & step;
                bin1 += Vector512.LessThan(Read(table + half - 1, bin1), value1).AsInt64() & step;
            }

            bin0 = Vector512.ConditionalSelect(Vector512.Equals(value0, value0).AsInt64(), bin0, absent);
            bin1 = Vector512.ConditionalSelect(Vector512.Equals(value1, value1).AsInt64(), bin1, absent);
            Store(Vector512.Narrow(bin0, bin1), bins + i);
        }

        return whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Read(double* table, Vector512<long> offsets) =>
        Avx2.GatherVector256(table, offsets.GetLower(), 8).ToVector512Unsafe().WithUpper(Avx2.GatherVector256(table, offsets.GetUpper(), 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TBin>(Vector512<int> bin, TBin* destination)
        where TBin : unmanaged
    {
        if (typeof(TBin) == typeof(byte))
        {
            Avx512F.ConvertToVector128Byte(bin).Store((byte*)destination);
        }
        else
        {
            Avx512F.ConvertToVector256UInt16(bin.AsUInt32()).Store((ushort*)destination);
        }
    }
}
