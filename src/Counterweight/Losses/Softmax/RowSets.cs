using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The rows that the narrow softmax loop works on together, in sets of a block of rows each: where they are in the
/// operands, and where their columns, sums and coefficients lie.
/// </summary>
/// <remarks>
/// Row-major columns are copied to the stack. Class-major ones are blocks where they are: exponentials go straight to
/// the output, or over each other where nobody wants them.
/// </remarks>
internal unsafe struct RowSets<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes to give to the constructor.</summary>
    public const int ScratchBytes = (ScratchBlocks * 64) + Scratch.Alignment;

    /// <summary>Together with the lanes of the sums and the sums of the classes these are the 8 KiB of stack that a kernel takes.</summary>
    private const int ScratchBlocks = 94;

    // Blocks beside the sets: a group of columns, a column of a set that is short of rows, losses and weights of all sets.
    private const int ShortColumn = TransposedRows<TBlock, T>.GroupWidth;

    /// <summary>In the place of a group of columns, which comes later.</summary>
    private const int ShortLabels = 0;
    private const int FirstLoss = ShortColumn + 1;
    private const int FirstWeight = FirstLoss + LossTuning.MaxSets;
    private const int FixedBlocks = FirstWeight + LossTuning.MaxSets;

    private readonly SoftmaxOperands<T> operands;
    private readonly T* scratch;
    private readonly int most;
    private readonly int setBlocks;
    private readonly nint expStride;
    private readonly nint expStep;
    private readonly nint scoreStride;
    private readonly nint scoreStep;
    private T* exps;
    private T* scores;
    private nint first;
    private bool isLastShort;

    /// <param name="operands">All rows, which go one a lane.</param>
    /// <param name="scratch">Room for <see cref="ScratchBytes"/>.</param>
    public RowSets(in SoftmaxOperands<T> operands, byte* scratch)
    {
        this.operands = operands;
        this.scratch = (T*)Scratch.Align(scratch);
        setBlocks = SoftmaxSlots.Count + (operands.IsClassMajor ? 1 : operands.Classes);
        most = SetsAtOnce(in operands);
        exps = scores = State(0) + (SoftmaxSlots.Count * TBlock.Count);
        expStride = scoreStride = TBlock.Count;
        expStep = scoreStep = setBlocks * TBlock.Count;
        if (operands.IsClassMajor)
        {
            scores = operands.Scores;
            scoreStride = operands.ScoreStride;
            scoreStep = TBlock.Count;
            if (operands.Gradient == null && operands.Hessian == null)
            {
                expStride = 0;
            }
            else
            {
                exps = operands.Gradient != null ? operands.Gradient : operands.Hessian;
                expStride = operands.Gradient != null ? operands.GradientStride : operands.HessianStride;
                expStep = TBlock.Count;
            }
        }
    }

    /// <summary>Sets that go together: as many as row-major ones have room, in class-major order too, for the same sums.</summary>
    public static int SetsAtOnce(in SoftmaxOperands<T> operands) =>
        Math.Clamp((ScratchBlocks - FixedBlocks) / (SoftmaxSlots.Count + operands.Classes), 1, LossTuning.MaxSets);

    /// <summary>Sets at hand.</summary>
    public int Count { get; private set; }

    public readonly nint Columns => operands.Classes;

    public readonly T* ClassWeights => operands.ClassWeights;

    public readonly bool HasGradient => operands.Gradient != null;

    public readonly bool HasHessian => operands.Hessian != null;

    /// <summary>Sets that lack no rows.</summary>
    public readonly int FullCount => isLastShort ? Count - 1 : Count;

    /// <summary>Room for a group of columns.</summary>
    public readonly T* Group => scratch;

    /// <summary>Elements from one column of exponentials to the next.</summary>
    public readonly nint ExpStride => expStride;

    /// <summary>Elements from one column of scores to the next.</summary>
    public readonly nint ScoreStride => scoreStride;

    /// <summary>Moves to the rows from <paramref name="row"/> on; false when there are none.</summary>
    public bool MoveTo(nint row)
    {
        if (operands.IsClassMajor)
        {
            scores += row - first;
            exps += expStride == 0 ? 0 : row - first;
        }

        first = row;
        var rows = nint.Min(operands.Rows - row, most * TBlock.Count);
        Count = (int)Rounding.Steps(rows, TBlock.Count);
        isLastShort = rows % TBlock.Count != 0;
        LoadRows();
        return rows > 0;
    }

    /// <summary>First row after those at hand.</summary>
    public readonly nint Next => first + ((nint)Count * TBlock.Count);

    /// <summary>A set's sums and coefficients, <see cref="SoftmaxSlots"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* State(nint set) => scratch + ((FixedBlocks + (set * setBlocks)) * TBlock.Count);

    /// <summary>Where the set's exponentials go, columns <see cref="ExpStride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Exponentials(nint set) => exps + (set * expStep);

    /// <summary>Where the set's scores are, columns <see cref="ScoreStride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly T* Scores(nint set) => scores + (set * scoreStep);

    /// <summary>Losses of all sets at hand, a block each.</summary>
    public readonly T* Losses => Fixed(FirstLoss);

    /// <summary>Weights of the rows of all sets at hand, a block each.</summary>
    public readonly T* Weights => Fixed(FirstWeight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock Labels(nint set) => TBlock.Load(in State(set)[SoftmaxSlots.Label * TBlock.Count]);

    /// <summary>One weight a row, 0 in rows that do not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock SampleWeights(nint set) => TBlock.Load(in State(set)[SoftmaxSlots.SampleWeight * TBlock.Count]);

    /// <summary>Writes what the sets have for each row.</summary>
    public readonly void StoreRows()
    {
        var rows = (int)nint.Min(operands.Rows - first, Count * TBlock.Count);
        Scratch.CopyBack(Losses, operands.Value == null ? null : operands.Value + first, rows);
        if (!operands.HasRowOutputs)
        {
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            var state = State(row / TBlock.Count) + (row % TBlock.Count);
            if (operands.LogSumExp != null)
            {
                operands.LogSumExp[first + row] = state[SoftmaxSlots.LogSumExp * TBlock.Count];
            }

            if (operands.ArgMax != null)
            {
                operands.ArgMax[first + row] = int.CreateTruncating(state[SoftmaxSlots.ArgMax * TBlock.Count]);
            }
        }
    }

    /// <summary>Adds the rows to the sums of their classes.</summary>
    public readonly void AddTo(ref ClassSums perClass) =>
        perClass.Add(operands.Labels + first, Losses, Weights, (int)nint.Min(operands.Rows - first, Count * TBlock.Count));

    /// <summary>Brings the set's scores where <see cref="Scores"/> says.</summary>
    public readonly void LoadColumns(nint set)
    {
        if (!operands.IsClassMajor)
        {
            TransposedRows<TBlock, T>.Load(RowScores(set), operands.ScoreStride, Columns, RowsOf(set), Exponentials(set));
        }
    }

    /// <summary>Brings a gradient that lies where the set's exponentials lay to the output.</summary>
    public readonly void StoreGradient(nint set)
    {
        if (!operands.IsClassMajor)
        {
            TransposedRows<TBlock, T>.Store(Exponentials(set), Columns, RowsOf(set), RowGradient(set), operands.GradientStride);
        }
    }

    /// <summary>Writes the columns in <see cref="Group"/>, the first of which is <paramref name="column"/>.</summary>
    public readonly void StoreHessian(nint set, nint column, nint width)
    {
        if (!operands.IsClassMajor)
        {
            TransposedRows<TBlock, T>.StoreGroup(Group, width, RowsOf(set), operands.Hessian + (Start(set) * operands.HessianStride) + column, operands.HessianStride);
            return;
        }

        for (nint c = 0; c < width; c++)
        {
            StoreColumn(set, operands.Hessian + Start(set) + ((column + c) * operands.HessianStride), TBlock.Load(in Group[c * TBlock.Count]));
        }
    }

    /// <summary>Columns of the Hessian made at a time from <paramref name="column"/> on; 0 after the last.</summary>
    /// <remarks>Class-major ones may take the place of their exponentials and are made once each.</remarks>
    public readonly nint HessianGroup(nint column) =>
        column >= Columns ? 0 : operands.IsClassMajor ? 1 : nint.Min(TransposedRows<TBlock, T>.GroupWidth, Columns);

    public readonly nint NextHessianGroup(nint column) =>
        operands.IsClassMajor ? column + 1 : TransposedRows<TBlock, T>.NextGroup(column, Columns);

    /// <summary>Whether the set's columns are not blocks, but a few numbers beside those of another class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool HasShortColumns(nint set) => operands.IsClassMajor && IsShort(set);

    /// <summary>A column of a set, 0 in the rows it lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TBlock LoadColumn(nint set, T* column) => HasShortColumns(set) ? LoadShortColumn(column) : TBlock.Load(in *column);

    /// <summary>Writes a column of a set, but for the rows it lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreColumn(nint set, T* column, TBlock block)
    {
        if (HasShortColumns(set))
        {
            StoreShortColumn(column, block);
        }
        else
        {
            TBlock.Store(block, ref *column);
        }
    }

    /// <summary>Whether rows follow each other without a gap in all that a full set reads and writes.</summary>
    public readonly bool ArePacked => !operands.IsClassMajor && operands.ScoreStride == Columns && (operands.Gradient == null || operands.GradientStride == Columns);

    /// <summary>The same of the Hessian.</summary>
    public readonly bool IsHessianPacked => !operands.IsClassMajor && operands.HessianStride == Columns;

    /// <summary>A row-major set's Hessian in memory.</summary>
    public readonly T* RowHessian(nint set) => operands.Hessian + (Start(set) * operands.HessianStride);

    /// <summary>A row-major set's scores in memory.</summary>
    public readonly T* RowScores(nint set) => operands.Scores + (Start(set) * operands.ScoreStride);

    /// <summary>A row-major set's gradient in memory.</summary>
    public readonly T* RowGradient(nint set) => operands.Gradient + (Start(set) * operands.GradientStride);

    /// <summary>Asks for the scores of the next set, and for the memory of the outputs of this one.</summary>
    public readonly void Prefetch(nint set)
    {
        if (operands.IsClassMajor)
        {
            return;
        }

        Cache.PrefetchRows(RowScores(set) + (TBlock.Count * operands.ScoreStride), TBlock.Count, operands.ScoreStride, Columns);
        if (operands.Gradient != null)
        {
            Cache.PrefetchRows(RowGradient(set), TBlock.Count, operands.GradientStride, Columns);
        }

        if (operands.Hessian != null)
        {
            Cache.PrefetchRows(RowHessian(set), TBlock.Count, operands.HessianStride, Columns);
        }
    }

    private readonly int LastRows => (int)(operands.Rows - Start(Count - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly nint Start(nint set) => first + (set * TBlock.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsShort(nint set) => isLastShort && set == Count - 1;

    private readonly int RowsOf(nint set) => IsShort(set) ? LastRows : TBlock.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly T* Fixed(int index) => scratch + (index * TBlock.Count);

    /// <summary>Labels as numbers and sample weights of all sets into their states. Rows that a set lacks have the label to ignore.</summary>
    private readonly void LoadRows()
    {
        var size = TBlock.Count;
        for (nint set = 0; set < Count; set++)
        {
            var labels = operands.Labels + Start(set);
            var weights = operands.SampleWeights == null ? null : operands.SampleWeights + Start(set);
            if (IsShort(set))
            {
                Scratch.Pad(labels, LastRows, (int*)Fixed(ShortLabels), size, operands.IgnoreLabel);
                Scratch.Pad(weights, LastRows, Fixed(ShortColumn), size, T.Zero);
                labels = (int*)Fixed(ShortLabels);
                weights = weights == null ? null : Fixed(ShortColumn);
            }

            var label = TBlock.Load(in *labels);
            var weight = weights == null ? TBlock.One : TBlock.Load(in *weights);
            TBlock.Store(label, ref State(set)[SoftmaxSlots.Label * size]);
            weight = TBlock.SelectEqual(label, TBlock.Create(T.CreateTruncating(operands.IgnoreLabel)), TBlock.Zero, weight);
            TBlock.Store(weight, ref State(set)[SoftmaxSlots.SampleWeight * size]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly TBlock LoadShortColumn(T* column)
    {
        Scratch.Pad(column, LastRows, Fixed(ShortColumn), TBlock.Count, T.Zero);
        return TBlock.Load(in *Fixed(ShortColumn));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void StoreShortColumn(T* column, TBlock block)
    {
        TBlock.Store(block, ref *Fixed(ShortColumn));
        Scratch.CopyBack(Fixed(ShortColumn), column, LastRows);
    }
}
