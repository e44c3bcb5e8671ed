using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Sums;
using Counterweight.Core.Work;

namespace Counterweight.Gradients;

/// <summary>The loop over rows, each of which is clipped by its own norm.</summary>
internal unsafe struct RowClipLoop<TBlock, T>(T* elements, int rows, int rowLength, double maxNorm) : IWorkJob<RowClipLoop<TBlock, T>>
    where TBlock : struct, ISimdBlock<TBlock, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* elements = elements;
    private readonly int rows = rows;
    private readonly int rowLength = rowLength;
    private readonly int rowsPerItem = Math.Max(1, SquareTuning.ElementsPerItem / rowLength);
    private readonly double maxNorm = maxNorm;
    private int clipped;

    public readonly int Items => WorkItems.Count(rows, rowsPerItem);

    /// <summary>Rows that were longer, or have no finite norm.</summary>
    public readonly int Clipped => clipped;

    public void Run(int item)
    {
        var (first, here) = WorkItems.Range(item, rowsPerItem, rows);
        DebugChecks.Present(elements, here);
        Debug.Assert(rowLength > 0 && maxNorm > 0, "A row is empty, or the norm is not positive.");
        var start = elements + (first * rowLength);
        if (rowLength <= GradientTuning.MaxShortRowLength)
        {
            RunShort(start, here);
            return;
        }

        for (var row = 0; row < here; row++, start += rowLength)
        {
            ClipLong(start);
        }
    }

    public void Merge(in RowClipLoop<TBlock, T> other) => clipped += other.clipped;

    [SkipLocalsInit]
    private void RunShort(T* start, int count)
    {
        // A row is read beyond its end and masked: the buffer continues behind the last one.
        var buffer = stackalloc double[GradientTuning.MaxShortRowLength + (2 * TBlock.Count) + (Scratch.Alignment / sizeof(double))];
        buffer = Scratch.Align(buffer);
        DebugChecks.Aligned(buffer);
        var rowsAtATime = GradientTuning.MaxShortRowLength / rowLength;
        for (var row = 0; row < count; row += rowsAtATime, start += (nint)rowsAtATime * rowLength)
        {
            var here = Math.Min(rowsAtATime, count - row);
            TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(start, checked(here * rowLength)), new Span<double>(buffer, checked(here * rowLength)));
            for (var i = 0; i < here; i++)
            {
                var squares = SumOfSquares(buffer + (i * (nint)rowLength), rowLength);
                if (typeof(T) == typeof(double) && SquareSum.FrameOf(squares) != 0)
                {
                    ClipLong(start + (i * (nint)rowLength));
                }
                else
                {
                    Clip(start + (i * (nint)rowLength), squares, 0);
                }
            }
        }
    }

    private void ClipLong(T* row)
    {
        var lanes = default(SquareLanes<TBlock>);
        Clip(row, SquareLoop<TBlock, T, Off>.SumOfSquares(row, rowLength, ref lanes, out var frame), frame);
    }

    private void Clip(T* row, double squares, int frame)
    {
        if (NormClip.Exceeds(squares, frame, maxNorm, out var clip))
        {
            clip.Apply(new Span<T>(row, rowLength));
            clipped++;
        }
    }

    private static double SumOfSquares(double* row, int length)
    {
        var (even, odd) = (TBlock.Zero, TBlock.Zero);
        var i = 0;
        for (; i <= length - (2 * TBlock.Count); i += 2 * TBlock.Count)
        {
            var (a, b) = (TBlock.Load(in row[i]), TBlock.Load(in row[i + TBlock.Count]));
            even = TBlock.FusedMultiplyAdd(a, a, even);
            odd = TBlock.FusedMultiplyAdd(b, b, odd);
        }

        if (i < length)
        {
            var a = TBlock.Load(in row[i]) & TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(length - i));
            var b = TBlock.Load(in row[i + TBlock.Count]) & TBlock.LessThan(TBlock.LaneIndex, TBlock.Create(length - i - TBlock.Count));
            even = TBlock.FusedMultiplyAdd(a, a, even);
            odd = TBlock.FusedMultiplyAdd(b, b, odd);
        }

        return TBlock.Sum(even + odd);
    }
}
