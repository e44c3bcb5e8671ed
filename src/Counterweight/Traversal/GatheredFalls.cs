using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Traversal;

/// <summary>
/// Takes rows through a tree of thresholds, or a row through trees, eight a register, where <see cref="Avx2"/> is supported.
/// A node is loaded whole, and eight nodes are transposed: only the values of the rows are gathered.
/// </summary>
internal static unsafe class GatheredFalls
{
    /// <summary>Most rows or trees that fall together, which hide that a node waits for the last one.</summary>
    public const int MaxCount = 64;

    /// <summary>Nodes that can be told apart by offsets of 32 bits.</summary>
    public const int MaxNodes = 1 << 28;

    private const int Lanes = 8;

    /// <summary>Turns nodes to fall from into the leaves below; the row of the next node is <paramref name="rowStride"/> further.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run<T>(PackedNode<T>* nodes, T* rows, int rowStride, int featureStride, int* at, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Debug.Assert(count is > 0 and <= MaxCount, "There is nothing that falls, or more than the buffer holds.");

        // What is short of a register falls with the first row from the first node.
        var own = stackalloc int[MaxCount];
        var starts = stackalloc int[MaxCount];
        var end = (count + Lanes - 1) & ~(Lanes - 1);
        new Span<int>(own, end).Fill(*at);
        new Span<int>(at, count).CopyTo(new Span<int>(own, MaxCount));
        for (var i = 0; i < end; i += Lanes)
        {
            var place = Vector256<int>.Indices + Vector256.Create(i);
            (Vector256.LessThan(place, Vector256.Create(count)) & (place * rowStride)).Store(starts + i);
        }

        var stride = Vector256.Create(featureStride);
        Vector256<int> moved;
        do
        {
            moved = Vector256<int>.Zero;
            for (nint i = 0; i < end; i += Lanes)
            {
                var last = Vector256.Load(own + i);
                var next = Step(nodes, rows, Vector256.Load(starts + i), stride, own + i);
                moved |= next ^ last;
                next.Store(own + i);
            }
        }
        while (moved != Vector256<int>.Zero);
        new Span<int>(own, count).CopyTo(new Span<int>(at, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Step<T>(PackedNode<T>* nodes, T* rows, Vector256<int> starts, Vector256<int> stride, int* at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Nodes i and i + 4 in one register.
        var node = (Vector128<float>*)nodes;
        var a = Vector256.Create(node[at[0]], node[at[4]]);
        var b = Vector256.Create(node[at[1]], node[at[5]]);
        var c = Vector256.Create(node[at[2]], node[at[6]]);
        var d = Vector256.Create(node[at[3]], node[at[7]]);
        if (typeof(T) == typeof(float))
        {
            var (ab, cd) = (Avx.UnpackLow(a, b).AsDouble(), Avx.UnpackLow(c, d).AsDouble());
            var threshold = Avx.UnpackLow(ab, cd).AsSingle();
            var feature = Avx.UnpackHigh(ab, cd).AsInt32();
            var left = Avx.UnpackLow(Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble()).AsInt32();
            var value = Avx2.GatherVector256((float*)rows, Place(starts, feature, stride), 4);
            return Next(left, feature, Vector256.LessThanOrEqual(value, threshold).AsInt32(), Vector256.Equals(value, value).AsInt32());
        }
        else
        {
            var (ab, cd) = (Avx.UnpackHigh(a.AsDouble(), b.AsDouble()).AsSingle(), Avx.UnpackHigh(c.AsDouble(), d.AsDouble()).AsSingle());
            var feature = Avx.Shuffle(ab, cd, 0b10_00_10_00).AsInt32();
            var left = Avx.Shuffle(ab, cd, 0b11_01_11_01).AsInt32();
            var (even, odd) = (Avx.UnpackLow(a.AsDouble(), b.AsDouble()), Avx.UnpackLow(c.AsDouble(), d.AsDouble()));
            var from = Place(starts, feature, stride);
            var low = Avx2.GatherVector256((double*)rows, from.GetLower(), 8);
            var high = Avx2.GatherVector256((double*)rows, from.GetUpper(), 8);
            var stays = Vector256.Narrow(
                Vector256.LessThanOrEqual(low, Avx.Permute2x128(even, odd, 0x20)).AsInt64(), Vector256.LessThanOrEqual(high, Avx.Permute2x128(even, odd, 0x31)).AsInt64());
            return Next(left, feature, stays, Vector256.Narrow(Vector256.Equals(low, low).AsInt64(), Vector256.Equals(high, high).AsInt64()));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Place(Vector256<int> starts, Vector256<int> feature, Vector256<int> stride) =>
        starts + ((feature & Vector256.Create(int.MaxValue)) * stride);

    /// <summary>The left child where the value stays below, or is missing and the feature's sign sends it there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Next(Vector256<int> left, Vector256<int> feature, Vector256<int> stays, Vector256<int> isPresent) =>
        left + Vector256<int>.One + (stays | (~isPresent & (feature >> 31)));
}
