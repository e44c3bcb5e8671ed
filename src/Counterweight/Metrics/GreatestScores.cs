using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics;

/// <summary>The class of a row's greatest score, the first of equals; none where a score is NaN.</summary>
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
        return classes < Group ? OfNarrow<TBlock>(from) : OfGroups<TBlock>(from);
    }

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
        var search = new Search<TBlock>(classes);
        for (nint first = 0; ; first = nint.Min(first + Group, classes - Group))
        {
            var columns = first;
            for (nint i = 0; i < rows; i++)
            {
                new ReadOnlySpan<T>(scores + ((row + i) * classes) + columns, width).CopyTo(new Span<T>(buffer + (i * width), width));
            }

            if (width < Group)
            {
                return OfNarrow<TBlock>(buffer);
            }

            TBlock.LoadColumns(in *buffer, Group, out var c0, out var c1, out var c2, out var c3);
            search.Add(first, c0, c1, c2, c3);
            if (first + Group >= classes)
            {
                return search.Result;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock OfGroups<TBlock>(T* from)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        DebugChecks.Present(from, classes);
        var search = new Search<TBlock>(classes);
        for (nint first = 0; ; first = nint.Min(first + Group, classes - Group))
        {
            // The last columns overlap those before: who is looked at twice is not greater than itself.
            TBlock.LoadColumns(in from[first], classes, out var c0, out var c1, out var c2, out var c3);
            search.Add(first, c0, c1, c2, c3);
            if (first + Group >= classes)
            {
                return search.Result;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock OfNarrow<TBlock>(T* from)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var search = new Search<TBlock>(classes);
        switch (classes)
        {
            case 1:
                search.Add(TBlock.Zero, TBlock.Load(in *from));
                break;
            case 2:
                TBlock.LoadInterleaved(in *from, out var even, out var odd);
                search.Add(TBlock.Zero, even);
                search.Add(TBlock.One, odd);
                break;
            default:
                TBlock.LoadInterleaved(in *from, out var c0, out var c1, out var c2);
                search.Add(TBlock.Zero, c0);
                search.Add(TBlock.One, c1);
                search.Add(TBlock.Constant(2), c2);
                break;
        }

        return search.Result;
    }

    /// <summary>The greatest so far and where it is. A NaN becomes the greatest and stays.</summary>
    private struct Search<TBlock>(int classes)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        private TBlock greatest = TBlock.Constant(double.NegativeInfinity);
        private TBlock at = TBlock.Zero;

        public readonly TBlock Result
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TBlock.SelectEqual(greatest, greatest, at, TBlock.Create(T.CreateTruncating(classes)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TBlock index, TBlock score)
        {
            at = TBlock.SelectLess(greatest, score, index, at);
            greatest = TBlock.SelectEqual(score, score, TBlock.Max(score, greatest), score);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(nint first, TBlock c0, TBlock c1, TBlock c2, TBlock c3)
        {
            var index = TBlock.Create(T.CreateTruncating(first));
            Add(index, c0);
            index += TBlock.One;
            Add(index, c1);
            index += TBlock.One;
            Add(index, c2);
            index += TBlock.One;
            Add(index, c3);
        }
    }
}
