using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>Adds {1, weight} to the cell of every (row, feature): one 128-bit add each.</summary>
/// <remarks>
/// An item is a run of rows. On several threads each sums into cells of its own; sums are integers, so that no cut
/// can change them. The loop runs near one store a cycle: private histograms in turn, two rows at a time and panels of
/// features have nothing to hide; the last two were tried and gained nothing.
/// </remarks>
internal unsafe struct HistogramLoop<T, TRows> : IWorkJob<HistogramLoop<T, TRows>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : struct, IRowOrder
{
    public const int ItemRows = 16384;
    private const int Ahead = 16;
    private readonly HistogramOperands<T> data;
    private readonly TRows rows;
    private readonly double factor;
    private readonly ClassCell* destination;
    private readonly int length;
    private readonly bool shared;
    private ClassCell* own;

    public HistogramLoop(in HistogramOperands<T> data, TRows rows, double factor, Span<ClassCell> pinned, bool parallel)
    {
        this.data = data;
        this.rows = rows;
        this.factor = factor;
        destination = (ClassCell*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(pinned));
        length = pinned.Length;
        shared = !parallel;
    }

    public static int Items(int count) => (int)(((long)count + ItemRows - 1) / ItemRows);

    public void Run(int item)
    {
        if (own == null)
        {
            own = shared ? destination : (ClassCell*)NativeMemory.AllocZeroed((nuint)length, (nuint)sizeof(ClassCell));
        }

        var first = (nint)item * ItemRows;
        Accumulate(first, Math.Min(first + ItemRows, data.Count));
    }

    public void Merge(in HistogramLoop<T, TRows> other)
    {
        var sum = new Span<long>(destination, 2 * length);
        TensorPrimitives.Add(sum, new ReadOnlySpan<long>(other.own, 2 * length), sum);
        NativeMemory.Free(other.own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Accumulate(nint first, nint end)
    {
        var operands = data;
        var order = rows;
        var scale = factor;
        nint features = operands.Features;
        var binBytes = (nuint)(operands.Classes * sizeof(ClassCell));
        var featureBytes = (nint)operands.FeatureStride * sizeof(ClassCell);
        var last = operands.Count - 1;
        for (var position = first; position < end; position++)
        {
            var ahead = order[Math.Min(position + Ahead, last)];
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(operands.Bins + (ahead * features));
            }

            var row = order[position];
            nint label = operands.Labels[row];
            var weight = HistogramOperands<T>.At(operands.ClassWeights, label & operands.ClassMask)
                * HistogramOperands<T>.At(operands.SampleWeights, row & operands.SampleMask);
            var units = FixedPoint.ToUnits(weight, scale);
            var increment = Vector128.Create(units == 0 ? 0 : 1, units);
            var bin = operands.Bins + (row * features);
            var cell = (byte*)(own + label);
            var stop = bin + (features & ~3);
            for (; bin < stop; bin += 4, cell += 4 * featureBytes)
            {
                Add(cell + (bin[0] * binBytes), increment);
                Add(cell + featureBytes + (bin[1] * binBytes), increment);
                Add(cell + (2 * featureBytes) + (bin[2] * binBytes), increment);
                Add(cell + (3 * featureBytes) + (bin[3] * binBytes), increment);
            }

            for (stop += features & 3; bin < stop; bin++, cell += featureBytes)
            {
                Add(cell + (*bin * binBytes), increment);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(byte* cell, Vector128<long> increment) => (Vector128.Load((long*)cell) + increment).Store((long*)cell);
}
