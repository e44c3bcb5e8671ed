using System.Numerics;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>The loop over rows that are clipped each to its own norm.</summary>
internal unsafe struct RowClipLoop<TBlock, T>(T* elements, int rows, int rowLength, double maxNorm) : IWorkJob<RowClipLoop<TBlock, T>>
    where TBlock : struct, IBlock<TBlock, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* elements = elements;
    private readonly int rows = rows;
    private readonly int rowLength = rowLength;
    private readonly int rowsPerItem = Math.Max(1, SquareLoop.ElementsPerItem / rowLength);
    private readonly double maxNorm = maxNorm;
    private int clipped;

    public readonly int Items => (int)(((long)rows + rowsPerItem - 1) / rowsPerItem);

    /// <summary>Rows that were longer, or have no finite norm.</summary>
    public readonly int Clipped => clipped;

    public void Run(int item)
    {
        var first = item * rowsPerItem;
        var last = (int)Math.Min((long)first + rowsPerItem, rows);
        for (var row = first; row < last; row++)
        {
            var start = elements + ((nint)row * rowLength);
            var lanes = default(SquareLanes<TBlock>);
            var squares = SquareLoop<TBlock, T, Off>.SumOfSquares(start, rowLength, ref lanes, out var frame);
            if (NormClip.Exceeds(squares, frame, maxNorm, out var clip))
            {
                clip.Apply(new Span<T>(start, rowLength));
                clipped++;
            }
        }
    }

    public void Merge(in RowClipLoop<TBlock, T> other) => clipped += other.clipped;
}
