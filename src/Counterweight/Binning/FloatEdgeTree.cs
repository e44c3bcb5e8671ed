using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Memory;

namespace Counterweight.Binning;

/// <summary>
/// Searches up to 255 edges for sixteen floats at a time. The edges are a binary tree in breadth-first order. Sixteen
/// registers of 512 bits hold it, and a permutation looks them up.
/// </summary>
internal static unsafe class FloatEdgeTree
{
    /// <summary>Length of the longest table.</summary>
    public const int Length = 256;

    /// <summary>Bins of the values in whole registers; returns how many those are.</summary>
    /// <param name="table">2^n ascending edges, the last ones +∞; n at most 8.</param>
    /// <param name="length">2^n.</param>
    /// <param name="values">Values.</param>
    /// <param name="bins">Numbers of edges below them.</param>
    /// <param name="count">Values there are.</param>
    /// <param name="missing">Bin of NaN.</param>
    [SkipLocalsInit]
    public static int Run<TBin>(float* table, int length, float* values, TBin* bins, int count, TBin missing)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var buffer = stackalloc float[Length + 16];
        var tree = Scratch.Align(buffer);
        Build(table, length, tree);
        return Search(tree, values, bins, count, int.CreateTruncating(missing));
    }

    // Node i has the children 2i and 2i + 1; level k holds nodes 2^k …. A shorter table is padded by +∞.
    private static void Build(float* table, int length, float* tree)
    {
        tree[0] = 0;
        for (int level = 1, step = Length; level < Length; level <<= 1, step >>= 1)
        {
            for (var node = 0; node < level; node++)
            {
                var at = (node * step) + (step >> 1) - 1;
                tree[level + node] = at < length ? table[at] : float.PositiveInfinity;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Search<TBin>(float* tree, float* values, TBin* bins, int count, int missing)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var root = Vector512.Create(tree[1]);
        var t0 = Vector512.Load(tree);
        var t1 = Vector512.Load(tree + 16);
        var t2 = Vector512.Load(tree + 32);
        var t3 = Vector512.Load(tree + 48);
        var t4 = Vector512.Load(tree + 64);
        var t5 = Vector512.Load(tree + 80);
        var t6 = Vector512.Load(tree + 96);
        var t7 = Vector512.Load(tree + 112);
        var t8 = Vector512.Load(tree + 128);
        var t9 = Vector512.Load(tree + 144);
        var t10 = Vector512.Load(tree + 160);
        var t11 = Vector512.Load(tree + 176);
        var t12 = Vector512.Load(tree + 192);
        var t13 = Vector512.Load(tree + 208);
        var t14 = Vector512.Load(tree + 224);
        var t15 = Vector512.Load(tree + 240);
        var two = Vector512.Create(2);
        var low = Vector512.Create(32);
        var high = Vector512.Create(64);
        var absent = Vector512.Create(missing);
        var whole = count & ~15;
        for (var i = 0; i < whole; i += 16)
        {
            var value = Vector512.Load(values + i);
            var node = two - Vector512.LessThan(root, value).AsInt32();
            node = Descend(node, Avx512F.PermuteVar16x32(t0, node), value);
            node = Descend(node, Avx512F.PermuteVar16x32(t0, node), value);
            node = Descend(node, Avx512F.PermuteVar16x32(t0, node), value);
            node = Descend(node, Avx512F.PermuteVar16x32(t1, node), value);
            node = Descend(node, Avx512F.PermuteVar16x32x2(t2, node, t3), value);
            var isLow = Vector512.Equals(node & low, Vector512<int>.Zero).AsSingle();
            var six = Vector512.ConditionalSelect(isLow, Avx512F.PermuteVar16x32x2(t4, node, t5), Avx512F.PermuteVar16x32x2(t6, node, t7));
            node = Descend(node, six, value);
            isLow = Vector512.Equals(node & low, Vector512<int>.Zero).AsSingle();
            var first = Vector512.ConditionalSelect(isLow, Avx512F.PermuteVar16x32x2(t8, node, t9), Avx512F.PermuteVar16x32x2(t10, node, t11));
            var second = Vector512.ConditionalSelect(isLow, Avx512F.PermuteVar16x32x2(t12, node, t13), Avx512F.PermuteVar16x32x2(t14, node, t15));
            node = Descend(node, Vector512.ConditionalSelect(Vector512.Equals(node & high, Vector512<int>.Zero).AsSingle(), first, second), value);

            // The leaf's number is 256 + bin. Narrowing to a byte drops the 256.
            var bin = Vector512.ConditionalSelect(Vector512.Equals(value, value).AsInt32(), node & Vector512.Create(255), absent);
            if (typeof(TBin) == typeof(byte))
            {
                Avx512F.ConvertToVector128Byte(bin).Store((byte*)(bins + i));
            }
            else
            {
                Avx512F.ConvertToVector256UInt16(bin.AsUInt32()).Store((ushort*)(bins + i));
            }
        }

        return whole;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Descend(Vector512<int> node, Vector512<float> edge, Vector512<float> value) =>
        node + node - Vector512.LessThan(edge, value).AsInt32();
}
