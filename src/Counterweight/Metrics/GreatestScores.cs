using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>The class of a row's greatest score, the first of equals; none where a score is NaN.</summary>
/// <remarks>Rows are searched as if there were no NaN, and their scores are summed: where a sum is NaN, so is a prediction of those rows, and the loop asks again for all of them.</remarks>
internal readonly unsafe struct GreatestScores<T>(T* scores, int classes) : IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns that are searched together, two a block.</summary>
    private const int Window = 8;

    /// <summary>Columns up to which each has a block of its own.</summary>
    private const int MostNarrow = 4;

    private readonly T* scores = scores;
    private readonly int classes = classes;

    /// <summary>A window is as wide as a row and what follows it.</summary>
    public int RowsBehind => classes is > MostNarrow and < Window ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var from = scores + (row * classes);
        DebugChecks.Present(from, classes);
        if (classes <= MostNarrow)
        {
            var (greatest, at, sum) = (TBlock.Constant(double.NegativeInfinity), TBlock.Zero, TBlock.Zero);
            AddNarrow<TBlock, Off>(from, TBlock.Zero, ref greatest, ref at, ref sum);
            return TBlock.SelectEqual(sum, sum, at, sum);
        }

        return Search<TBlock>(from);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint row, nint rows) => Cache.PrefetchRun(scores + (row * classes), rows * classes);

    /// <summary>The rows are copied a group of columns at a time; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var width = Math.Min(classes, MostNarrow);
        var buffer = stackalloc T[(MostNarrow * TBlock.Count) + (Scratch.Alignment / sizeof(T))];
        buffer = Scratch.Align(buffer);
        new Span<T>(buffer, MostNarrow * TBlock.Count).Clear();
        var (greatest, at, nan) = (TBlock.Constant(double.NegativeInfinity), TBlock.Zero, TBlock.Zero);
        for (nint first = 0; ; first = nint.Min(first + MostNarrow, classes - MostNarrow))
        {
            var columns = first;
            for (nint i = 0; i < rows; i++)
            {
                new ReadOnlySpan<T>(scores + ((row + i) * classes) + columns, width).CopyTo(new Span<T>(buffer + (i * width), width));
            }

            AddNarrow<TBlock, On>(buffer, TBlock.Create(T.CreateTruncating(first)), ref greatest, ref at, ref nan);
            if (first + MostNarrow >= classes)
            {
                return TBlock.SelectEqual(nan, nan, at, TBlock.Create(T.CreateTruncating(classes)));
            }
        }
    }

    /// <summary>Of each row the greatest score of every second four columns and of the others, then of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Search<TBlock>(T* from)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var rows = TBlock.Count / 2 * (nint)classes;
        Begin<TBlock>(from, out var upper, out var upperAt, out var upperSum);
        Begin<TBlock>(from + rows, out var lower, out var lowerAt, out var lowerSum);
        for (nint first = Window; first < classes; first += Window)
        {
            // The last columns overlap those before: who is looked at twice is not greater than itself.
            var here = nint.Min(first, classes - Window);
            var index = TBlock.PairOffset + TBlock.Create(T.CreateTruncating(here));
            Continue(from + here, index, ref upper, ref upperAt, ref upperSum);
            Continue(from + rows + here, index, ref lower, ref lowerAt, ref lowerSum);
        }

        TBlock.SplitPairs(upper, lower, out var left, out var right);
        TBlock.SplitPairs(upperAt, lowerAt, out var leftAt, out var rightAt);
        var at = TBlock.SelectLess(left, right, rightAt, TBlock.SelectEqual(left, right, TBlock.Min(leftAt, rightAt), leftAt));
        var sum = upperSum + lowerSum;
        return TBlock.SelectEqual(sum, sum, at, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin<TBlock>(T* from, out TBlock greatest, out TBlock at, out TBlock sum)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        TBlock.LoadColumnPairs(in *from, classes, out greatest, out var p1, out var p2, out var p3);
        sum = greatest + p1 + (p2 + p3);

        // What lies right of the last column belongs to the next row.
        var limit = (TBlock.One - TBlock.PairOffset) * TBlock.Constant(double.PositiveInfinity);
        p1 = classes < 6 ? TBlock.Min(p1, limit) : p1;
        p2 = classes < 7 ? TBlock.Min(p2, limit) : p2;
        p3 = classes < 8 ? TBlock.Min(p3, limit) : p3;
        at = TBlock.PairOffset;
        Add(TBlock.PairOffset + TBlock.One, p1, ref greatest, ref at);
        Add(TBlock.PairOffset + TBlock.Constant(2), p2, ref greatest, ref at);
        Add(TBlock.PairOffset + TBlock.Constant(3), p3, ref greatest, ref at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Continue<TBlock>(T* from, TBlock index, ref TBlock greatest, ref TBlock at, ref TBlock sum)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        TBlock.LoadColumnPairs(in *from, classes, out var p0, out var p1, out var p2, out var p3);
        sum += p0 + p1 + (p2 + p3);
        Add(index, p0, ref greatest, ref at);
        Add(index + TBlock.One, p1, ref greatest, ref at);
        Add(index + TBlock.Constant(2), p2, ref greatest, ref at);
        Add(index + TBlock.Constant(3), p3, ref greatest, ref at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddNarrow<TBlock, TExact>(T* from, TBlock index, ref TBlock greatest, ref TBlock at, ref TBlock nan)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TExact : struct, IStaticFlag
    {
        switch (classes)
        {
            case 1:
                Add<TBlock, TExact>(index, TBlock.Load(in *from), ref greatest, ref at, ref nan);
                break;
            case 2:
                TBlock.LoadInterleaved(in *from, out var even, out var odd);
                Add<TBlock, TExact>(index, even, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(index + TBlock.One, odd, ref greatest, ref at, ref nan);
                break;
            case 3:
                TBlock.LoadInterleaved(in *from, out var t0, out var t1, out var t2);
                Add<TBlock, TExact>(index, t0, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(index + TBlock.One, t1, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(index + TBlock.Constant(2), t2, ref greatest, ref at, ref nan);
                break;
            default:
                TBlock.LoadColumns(in *from, MostNarrow, out var c0, out var c1, out var c2, out var c3);
                Add<TBlock, TExact>(index, c0, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(index + TBlock.One, c1, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(index + TBlock.Constant(2), c2, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(index + TBlock.Constant(3), c3, ref greatest, ref at, ref nan);
                break;
        }
    }

    /// <summary>Compares another column, and adds to what tells NaN: in an exact search a NaN that was met, otherwise the sum of all scores, which may be NaN without.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TBlock, TExact>(TBlock index, TBlock score, ref TBlock greatest, ref TBlock at, ref TBlock nan)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TExact : struct, IStaticFlag
    {
        Add(index, score, ref greatest, ref at);
        nan = TExact.IsOn ? TBlock.SelectEqual(score, score, nan, score) : nan + score;
    }

    /// <summary>Compares another column; the first of equals stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TBlock>(TBlock index, TBlock score, ref TBlock greatest, ref TBlock at)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        at = TBlock.SelectLess(greatest, score, index, at);
        greatest = TBlock.Max(score, greatest);
    }
}
