using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Checks;

namespace Counterweight.Binning;

/// <summary>Counts for each value the edges of a feature that lie below it. No branch depends on the value.</summary>
internal static unsafe class EdgeSearch<T, TBin>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBin : unmanaged, IBinaryInteger<TBin>
{
    /// <param name="feature">The bins.</param>
    /// <param name="values">Values.</param>
    /// <param name="bins">Their bins.</param>
    /// <param name="count">How many.</param>
    /// <param name="missing">The bin of NaN.</param>
    public static void Run(FeatureBins feature, T* values, TBin* bins, int count, TBin missing)
    {
        DebugChecks.Present(values, count);
        DebugChecks.Present(bins, count);
        Debug.Assert(BitOperations.IsPow2(feature.DoubleTable.Length), "A table of edges is no complete tree.");
        fixed (float* singles = feature.FloatTable)
        fixed (double* doubles = feature.DoubleTable)
        {
            var length = feature.DoubleTable.Length;
            var done = 0;
            if (typeof(T) == typeof(float) && Avx512F.IsSupported && length is > 16 and <= FloatEdgeTree.Length)
            {
                done = FloatEdgeTree.Run(singles, length, (float*)values, bins, count, missing);
            }
            else if (GatherSearch.IsSupported && length > 16)
            {
                var absent = int.CreateTruncating(missing);
                done = typeof(T) == typeof(float)
                    ? GatherSearch.Run(singles, length, (float*)values, bins, count, absent)
                    : GatherSearch.Run(doubles, length, (double*)values, bins, count, absent);
            }

            Search(typeof(T) == typeof(float) ? (T*)singles : (T*)doubles, length, values + done, bins + done, count - done, missing);
            if (feature.Kind == FeatureKind.Categorical)
            {
                Match(doubles, feature.BinCount - 1, values, bins, count, missing);
            }
        }
    }

    // Branch-free binary search: many values are under way at the same time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Search(T* table, nint length, T* values, TBin* bins, int count, TBin missing)
    {
        if (length == 256)
        {
            for (var i = 0; i < count; i++)
            {
                var value = Vector128.CreateScalar(values[i]);
                var bin = Below(table + 127, value) & 128;
                bin += Below(table + bin + 63, value) & 64;
                bin += Below(table + bin + 31, value) & 32;
                bin += Below(table + bin + 15, value) & 16;
                bin += Below(table + bin + 7, value) & 8;
                bin += Below(table + bin + 3, value) & 4;
                bin += Below(table + bin + 1, value) & 2;
                bin += Below(table + bin, value) & 1;
                Store(value, bin, bins + i, missing);
            }

            return;
        }

        for (var i = 0; i < count; i++)
        {
            var value = Vector128.CreateScalar(values[i]);
            nint bin = 0;
            for (var half = length >> 1; half > 0; half >>= 1)
            {
                bin += Below(table + bin + half - 1, value) & half;
            }

            Store(value, bin, bins + i, missing);
        }
    }

    // All ones where the edge is below. A conditional expression would become a branch, which cannot be predicted here.
    // A bool would become a byte of a register, which waits for the value before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Below(T* edge, Vector128<T> value) => Mask(Vector128.LessThan(Vector128.CreateScalarUnsafe(*edge), value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Mask(Vector128<T> mask) => typeof(T) == typeof(float) ? mask.AsInt32().ToScalar() : (nint)mask.AsInt64().ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<T> value, nint bin, TBin* destination, TBin missing)
    {
        var present = Mask(Vector128.Equals(value, value));
        *destination = TBin.CreateTruncating(bin ^ ((bin ^ nint.CreateTruncating(missing)) & ~present));
    }

    // A category is in its own bin. A value that is no category is in the last one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Match(double* categories, int own, T* values, TBin* bins, int count, TBin missing)
    {
        var others = TBin.CreateTruncating(own);
        for (var i = 0; i < count; i++)
        {
            var value = values[i];
            var bin = Math.Min(int.CreateTruncating(bins[i]), Math.Max(own - 1, 0));
            var wide = typeof(T) == typeof(float) ? (float)(object)value : (double)(object)value;
            bins[i] = T.IsNaN(value) ? missing : categories[bin] == wide && own > 0 ? TBin.CreateTruncating(bin) : others;
        }
    }
}
