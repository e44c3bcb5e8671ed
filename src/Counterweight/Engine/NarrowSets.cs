using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>
/// The rows that the narrow softmax loop works on together, in sets of a block of rows each: where they are in the
/// operands, and where on the stack their columns, sums and coefficients lie.
/// </summary>
internal unsafe struct NarrowSets<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns a set can have: as many as leave room for its state.</summary>
    public const int MostColumns = 63;

    /// <summary>Blocks of sums and coefficients that a set has beside its columns.</summary>
    public const int States = 6;

    /// <summary>Bytes to give to the constructor.</summary>
    public const int ScratchBytes = (ScratchBlocks * 64) + Scratch.Alignment;

    private const int ScratchBlocks = 126;
    private const int MostSets = 8;

    /// <summary>A group of columns; labels, sample weights and values of a set that is short of rows.</summary>
    private const int FixedBlocks = RowBlock<TBlock, T>.GroupWidth + 3;

    private readonly SoftmaxOperands<T> operands;
    private readonly T* scratch;
    private readonly int padding;
    private readonly int most;
    private nint first;
    private bool isLastShort;

    /// <param name="operands">All rows, of at most <see cref="MostColumns"/> columns.</param>
    /// <param name="scratch">Room for <see cref="ScratchBytes"/>.</param>
    /// <param name="padding">Label of the rows that a short set lacks: the one to ignore.</param>
    public NarrowSets(in SoftmaxOperands<T> operands, byte* scratch, int padding)
    {
        this.operands = operands;
        this.scratch = (T*)Scratch.Align(scratch);
        this.padding = padding;
        most = Math.Clamp((ScratchBlocks - FixedBlocks) / (operands.Classes + States), 1, MostSets);
    }

    /// <summary>Sets at hand.</summary>
    public int Count { get; private set; }

    public readonly nint Columns => operands.Classes;

    public readonly T* ClassWeights => operands.ClassWeights;

    /// <summary>Room for a group of columns.</summary>
    public readonly T* Group => scratch;

    /// <summary>Moves to the rows from <paramref name="row"/> on; false when there are none.</summary>
    public bool MoveTo(nint row)
    {
        first = row;
        var rows = nint.Min(operands.Rows - row, most * TBlock.Count);
        Count = (int)((rows + TBlock.Count - 1) / TBlock.Count);
        isLastShort = rows % TBlock.Count != 0;
        if (isLastShort && rows > 0)
        {
            var last = LastStart;
            Scratch.Pad(operands.Labels + last, LastRows, (int*)Fixed(0), TBlock.Count, padding);
            Scratch.Pad(operands.SampleWeights == null ? null : operands.SampleWeights + last, LastRows, Fixed(1), TBlock.Count, T.Zero);
        }

        return rows > 0;
    }

    /// <summary>First row after those at hand.</summary>
    public readonly nint Next => first + ((nint)Count * TBlock.Count);

    /// <summary>A set's sums and coefficients, <see cref="States"/> blocks, and then its columns, one block each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* State(nint set) => scratch + ((FixedBlocks + (set * (operands.Classes + States))) * TBlock.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock Labels(nint set) => TBlock.Load(in *(IsShort(set) ? (int*)Fixed(0) : operands.Labels + Start(set)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock SampleWeights(nint set) =>
        operands.SampleWeights == null ? TBlock.One : TBlock.Load(in *(IsShort(set) ? Fixed(1) : operands.SampleWeights + Start(set)));

    /// <summary>Where the set's values go, which <see cref="CopyShortValues"/> completes; scratch where nobody wants them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref T Values(nint set) => ref *(IsShort(set) || operands.Value == null ? Fixed(2) : operands.Value + Start(set));

    public readonly void CopyShortValues()
    {
        if (isLastShort && operands.Value != null)
        {
            Scratch.CopyBack(Fixed(2), operands.Value + LastStart, LastRows);
        }
    }

    public readonly void LoadColumns(nint set) =>
        RowBlock<TBlock, T>.Load(operands.Scores + (Start(set) * Columns), Columns, RowsOf(set), State(set) + (States * TBlock.Count));

    /// <summary>Writes columns that lie where the set's exponentials lay.</summary>
    public readonly void StoreGradient(nint set) =>
        RowBlock<TBlock, T>.Store(State(set) + (States * TBlock.Count), Columns, RowsOf(set), operands.Gradient + (Start(set) * Columns));

    /// <summary>Writes the columns in <see cref="Group"/>, the first of which is <paramref name="column"/>.</summary>
    public readonly void StoreHessian(nint set, nint column, nint width) =>
        RowBlock<TBlock, T>.StoreGroup(Group, width, Columns, RowsOf(set), operands.Hessian + (Start(set) * Columns) + column);

    /// <summary>Asks for the scores of the next set, and for the memory of the gradient of this one.</summary>
    public readonly void Prefetch(nint set)
    {
        var size = TBlock.Count * Columns;
        Scratch.Prefetch(operands.Scores + (Start(set) * Columns) + size, size);
        if (operands.Gradient != null)
        {
            Scratch.Prefetch(operands.Gradient + (Start(set) * Columns), size);
        }
    }

    private readonly nint LastStart => first + ((nint)(Count - 1) * TBlock.Count);

    private readonly int LastRows => (int)(operands.Rows - LastStart);

    private readonly nint Start(nint set) => first + (set * TBlock.Count);

    private readonly bool IsShort(nint set) => isLastShort && set == Count - 1;

    private readonly int RowsOf(nint set) => IsShort(set) ? LastRows : TBlock.Count;

    private readonly T* Fixed(int index) => scratch + ((RowBlock<TBlock, T>.GroupWidth + index) * TBlock.Count);
}
