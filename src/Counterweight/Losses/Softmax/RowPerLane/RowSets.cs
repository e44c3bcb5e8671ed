using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax.RowPerLane;

/// <summary>
/// The rows that the loop of one row a lane works on together, in sets of a block of rows each: their place in the
/// operands, their columns, and their state, <see cref="SoftmaxSlots"/>.
/// </summary>
/// <remarks>Code for one layout alone is in <see cref="RowMajorSets{TBlock, T}"/> and <see cref="ShortColumns{TBlock, T}"/>.</remarks>
internal unsafe struct RowSets<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes to give to the constructor.</summary>
    public const int ScratchBytes = (ScratchBlocks * 64) + Scratch.Alignment;

    /// <summary>Together with the lanes of the sums and the sums of the classes these are the 8 KiB of stack that a kernel takes.</summary>
    private const int ScratchBlocks = 94;

    // Blocks beside the sets: a group of columns, a column of a set that is short of rows, losses and weights of all sets.
    private const int ShortColumnBlock = TransposedRows<TBlock, T>.GroupWidth;

    /// <summary>In the place of a group of columns, which comes later.</summary>
    private const int ShortLabels = 0;
    private const int FirstLoss = ShortColumnBlock + 1;
    private const int FirstWeight = FirstLoss + LossTuning.MaxSets;
    private const int FixedBlocks = FirstWeight + LossTuning.MaxSets;

    /// <summary>All rows.</summary>
    public readonly SoftmaxOperands<T> Operands;

    private readonly T* scratch;
    private readonly int maxRows;
    private readonly int setBlocks;
    private SetColumns<T> columns;
    private nint first;
    private bool isLastShort;

    /// <param name="operands">All rows, each of which goes to a lane.</param>
    /// <param name="scratch">A buffer of <see cref="ScratchBytes"/>.</param>
    public RowSets(in SoftmaxOperands<T> operands, byte* scratch)
    {
        Operands = operands;
        this.scratch = (T*)Scratch.Align(scratch);
        setBlocks = SoftmaxSlots.Count + (operands.IsClassMajor ? 1 : operands.Classes);
        maxRows = RowsAtOnce(in operands);
        var place = State(0) + (SoftmaxSlots.Count * TBlock.Count);
        columns = operands.IsClassMajor ? SetColumns<T>.InPlace(in operands, place, TBlock.Count, setBlocks) : SetColumns<T>.OnStack(place, TBlock.Count, setBlocks);
    }

    /// <summary>The number of rows at a time: as many row-major ones as the scratch holds, and as many class-major ones, for the same sums.</summary>
    public static int RowsAtOnce(in SoftmaxOperands<T> operands) =>
        Math.Clamp((ScratchBlocks - FixedBlocks) / (SoftmaxSlots.Count + operands.Classes), 1, LossTuning.MaxSets) * LaneSums<TBlock, T>.Lanes;

    /// <summary>The number of current sets.</summary>
    public int Count { get; private set; }

    /// <summary>K.</summary>
    public readonly nint Columns => Operands.Classes;

    /// <summary>The number of sets that lack no rows.</summary>
    public readonly int FullCount => isLastShort ? Count - 1 : Count;

    /// <summary>A buffer for a group of columns.</summary>
    public readonly T* Group => scratch;

    /// <summary>A buffer for a column of a set that is short of rows.</summary>
    public readonly T* ShortColumn
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fixed(ShortColumnBlock);
    }

    /// <summary>Elements from one column of exponentials to the next.</summary>
    public readonly nint ExpStride => columns.ExpStride;

    /// <summary>Elements from one column of scores to the next.</summary>
    public readonly nint ScoreStride => columns.ScoreStride;

    /// <summary>The first row after the current sets.</summary>
    public readonly nint Next => first + ((nint)Count * TBlock.Count);

    /// <summary>The number of groups of rows that are summed together: a row a lane of 64 bytes.</summary>
    public readonly nint Groups => Rounding.Steps((nint)Count * TBlock.Count, LaneSums<TBlock, T>.Lanes);

    /// <summary>Losses of all current sets, a block each.</summary>
    public readonly T* Losses => Fixed(FirstLoss);

    /// <summary>Weights of the rows of all current sets, a block each.</summary>
    public readonly T* Weights => Fixed(FirstWeight);

    /// <summary>Rows of the last set.</summary>
    public readonly int LastRows => (int)(Operands.Rows - Start(Count - 1));

    /// <summary>Moves to the rows from <paramref name="row"/> on; false when there are none.</summary>
    public bool MoveTo(nint row)
    {
        if (Operands.IsClassMajor)
        {
            columns.MoveOn(row - first);
        }

        first = row;
        var rows = nint.Min(Operands.Rows - row, maxRows);
        Count = (int)Rounding.Steps(rows, TBlock.Count);
        isLastShort = rows % TBlock.Count != 0;
        LoadRows();
        PadSums();
        return rows > 0;
    }

    /// <summary>The first row of a set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint Start(nint set) => first + (set * TBlock.Count);

    /// <summary>Whether a set has fewer rows than a block has lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsShort(nint set) => isLastShort && set == Count - 1;

    /// <summary>The number of rows of a set.</summary>
    public readonly int RowsOf(nint set) => IsShort(set) ? LastRows : TBlock.Count;

    /// <summary>A set's sums and coefficients, <see cref="SoftmaxSlots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* State(nint set) => Fixed(FixedBlocks) + (set * setBlocks * TBlock.Count);

    /// <summary>The place of the set's exponentials, columns <see cref="ExpStride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Exponentials(nint set) => columns.Exps + (set * columns.ExpStep);

    /// <summary>The place of the set's scores, columns <see cref="ScoreStride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Scores(nint set) => columns.Scores + (set * columns.ScoreStep);

    /// <summary>The labels of a set as numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock Labels(nint set) => TBlock.Load(in State(set)[SoftmaxSlots.Label * TBlock.Count]);

    /// <summary>One weight a row, 0 in rows that do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock SampleWeights(nint set) => TBlock.Load(in State(set)[SoftmaxSlots.SampleWeight * TBlock.Count]);

    /// <summary>Writes the losses and the further outputs of each row.</summary>
    public readonly void StoreRows()
    {
        var rows = (int)nint.Min(Operands.Rows - first, Count * TBlock.Count);
        Scratch.CopyBack(Losses, Operands.Value == null ? null : Operands.Value + first, rows);
        if (!Operands.HasRowOutputs)
        {
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            var state = State(row / TBlock.Count) + (row % TBlock.Count);
            if (Operands.LogSumExp != null)
            {
                Operands.LogSumExp[first + row] = state[SoftmaxSlots.LogSumExp * TBlock.Count];
            }

            if (Operands.ArgMax != null)
            {
                Operands.ArgMax[first + row] = int.CreateTruncating(state[SoftmaxSlots.ArgMax * TBlock.Count]);
            }
        }
    }

    /// <summary>Adds the rows to the sums of their classes.</summary>
    public readonly void AddTo(ref ClassSums perClass) =>
        perClass.Add(Operands.Labels + first, Losses, Weights, (int)nint.Min(Operands.Rows - first, Count * TBlock.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T* Fixed(int index) => scratch + (index * LaneSums<TBlock, T>.Lanes);

    /// <summary>The last group may have more lanes than the sets have rows.</summary>
    private readonly void PadSums()
    {
        var end = Count * TBlock.Count;
        var missing = (int)(Groups * LaneSums<TBlock, T>.Lanes) - end;
        new Span<T>(Losses + end, missing).Clear();
        new Span<T>(Weights + end, missing).Clear();
    }

    /// <summary>Labels as numbers and sample weights of all sets into their states. Rows that a set lacks have the label to ignore.</summary>
    private readonly void LoadRows()
    {
        var size = TBlock.Count;
        for (nint set = 0; set < Count; set++)
        {
            var labels = Operands.Labels.Packed(Start(set));
            var weights = Operands.SampleWeights == null ? null : Operands.SampleWeights + Start(set);
            if (IsShort(set))
            {
                Scratch.Pad(weights, LastRows, ShortColumn, size, T.Zero);
                labels = null;
                weights = weights == null ? null : ShortColumn;
            }

            labels = labels == null ? PadLabels(set) : labels;
            var label = TBlock.Load(in *labels);
            var weight = weights == null ? TBlock.One : TBlock.Load(in *weights);
            TBlock.Store(label, ref State(set)[SoftmaxSlots.Label * size]);
            weight = TBlock.SelectEqual(label, TBlock.Create(T.CreateTruncating(Operands.IgnoreLabel)), TBlock.Zero, weight);
            TBlock.Store(weight, ref State(set)[SoftmaxSlots.SampleWeight * size]);
        }
    }

    /// <summary>A block of ints of the labels of a set, which are longs or fewer.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int* PadLabels(nint set)
    {
        var labels = (int*)Fixed(ShortLabels);
        (Operands.Labels + Start(set)).Pad(RowsOf(set), labels, TBlock.Count, Operands.IgnoreLabel);
        return labels;
    }
}
