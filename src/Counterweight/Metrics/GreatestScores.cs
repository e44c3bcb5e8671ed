using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Metrics;

/// <summary>The class of a row's greatest score, the first of equals; none where a score is NaN.</summary>
/// <remarks>Rows are searched as if there were no NaN, and their scores are summed: where a sum is NaN, so is the prediction, and the loop asks again.</remarks>
internal readonly unsafe struct GreatestScores<T>(T* scores, int classes) : IPredictions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns that are transposed together.</summary>
    private const int Group = 4;

    private readonly T* scores = scores;
    private readonly int classes = classes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of<TBlock>(nint row)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var from = scores + (row * classes);
        DebugChecks.Present(from, classes);
        var (greatest, at, sum) = (TBlock.Constant(double.NegativeInfinity), TBlock.Zero, TBlock.Zero);
        if (classes < Group)
        {
            AddNarrow<TBlock, Off>(from, ref greatest, ref at, ref sum);
        }
        else
        {
            nint first = 0;
            var index = TBlock.Zero;
            for (; first <= classes - Group; first += Group)
            {
                AddGroup<TBlock, Off>(from + first, classes, index, ref greatest, ref at, ref sum);
                index += TBlock.Constant(Group);
            }

            // The last columns overlap those before: who is looked at twice is not greater than itself.
            if (first < classes)
            {
                AddGroup<TBlock, Off>(from + classes - Group, classes, TBlock.Create(T.CreateTruncating(classes - Group)), ref greatest, ref at, ref sum);
            }
        }

        return TBlock.SelectEqual(sum, sum, at, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint row, nint rows) => Cache.PrefetchRun(scores + (row * classes), rows * classes);

    /// <summary>The rows are copied a group of columns at a time; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    public TBlock OfFew<TBlock>(nint row, int rows)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var buffer = stackalloc T[(Group * TBlock.Count) + (Scratch.Alignment / sizeof(T))];
        buffer = Scratch.Align(buffer);
        new Span<T>(buffer, Group * TBlock.Count).Clear();
        var width = Math.Min(classes, Group);
        var (greatest, at, nan) = (TBlock.Constant(double.NegativeInfinity), TBlock.Zero, TBlock.Zero);
        for (nint first = 0; ; first = nint.Min(first + Group, classes - Group))
        {
            var columns = first;
            for (nint i = 0; i < rows; i++)
            {
                new ReadOnlySpan<T>(scores + ((row + i) * classes) + columns, width).CopyTo(new Span<T>(buffer + (i * width), width));
            }

            if (width < Group)
            {
                AddNarrow<TBlock, On>(buffer, ref greatest, ref at, ref nan);
            }
            else
            {
                AddGroup<TBlock, On>(buffer, Group, TBlock.Create(T.CreateTruncating(first)), ref greatest, ref at, ref nan);
            }

            if (first + Group >= classes)
            {
                return TBlock.SelectEqual(nan, nan, at, TBlock.Create(T.CreateTruncating(classes)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddGroup<TBlock, TExact>(T* from, nint stride, TBlock index, ref TBlock greatest, ref TBlock at, ref TBlock nan)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TExact : struct, IStaticFlag
    {
        TBlock.LoadColumns(in *from, stride, out var c0, out var c1, out var c2, out var c3);
        Add<TBlock, TExact>(index, c0, ref greatest, ref at, ref nan);
        index += TBlock.One;
        Add<TBlock, TExact>(index, c1, ref greatest, ref at, ref nan);
        index += TBlock.One;
        Add<TBlock, TExact>(index, c2, ref greatest, ref at, ref nan);
        index += TBlock.One;
        Add<TBlock, TExact>(index, c3, ref greatest, ref at, ref nan);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddNarrow<TBlock, TExact>(T* from, ref TBlock greatest, ref TBlock at, ref TBlock nan)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TExact : struct, IStaticFlag
    {
        switch (classes)
        {
            case 1:
                Add<TBlock, TExact>(TBlock.Zero, TBlock.Load(in *from), ref greatest, ref at, ref nan);
                break;
            case 2:
                TBlock.LoadInterleaved(in *from, out var even, out var odd);
                Add<TBlock, TExact>(TBlock.Zero, even, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(TBlock.One, odd, ref greatest, ref at, ref nan);
                break;
            default:
                TBlock.LoadInterleaved(in *from, out var c0, out var c1, out var c2);
                Add<TBlock, TExact>(TBlock.Zero, c0, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(TBlock.One, c1, ref greatest, ref at, ref nan);
                Add<TBlock, TExact>(TBlock.Constant(2), c2, ref greatest, ref at, ref nan);
                break;
        }
    }

    /// <summary>Compares another column. What tells NaN is, in an exact search, a NaN that was met; otherwise the sum of all scores, which may be NaN without.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TBlock, TExact>(TBlock index, TBlock score, ref TBlock greatest, ref TBlock at, ref TBlock nan)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TExact : struct, IStaticFlag
    {
        at = TBlock.SelectLess(greatest, score, index, at);
        greatest = TBlock.Max(score, greatest);
        nan = TExact.IsOn ? TBlock.SelectEqual(score, score, nan, score) : nan + score;
    }
}
