using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>Sums across rows, one double a lane: losses first, weights behind them.</summary>
internal unsafe ref struct LaneSums<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double* lanes;
    private TBlock counted;
    private TBlock correct;
    private int correctRows;

    /// <param name="room">Room for <see cref="Size"/> doubles.</param>
    public LaneSums(double* room)
    {
        lanes = Scratch.Align(room);
        new Span<double>(lanes, 2 * TBlock.Count).Clear();
    }

    public static int Size => (2 * TBlock.Count) + (Scratch.Alignment / sizeof(double));

    /// <summary>Adds a block of rows, of which those of positive weight count; the others' loss and weight are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TBlock loss, TBlock weight)
    {
        TBlock.AddTo(loss, ref lanes[0]);
        TBlock.AddTo(weight, ref lanes[TBlock.Count]);
        counted += TBlock.SelectLess(TBlock.Zero, weight, TBlock.One, TBlock.Zero);
    }

    /// <summary>Adds blocks of rows, as <see cref="Add"/> does one by one, but summed by themselves first: long sums lose less so.</summary>
    public void AddBlocks(T* losses, T* weights, nint blocks)
    {
        TBlock.AddTo(in *losses, blocks, ref lanes[0]);
        TBlock.AddTo(in *weights, blocks, ref lanes[TBlock.Count]);
        var even = counted;
        var odd = TBlock.Zero;
        var end = blocks * TBlock.Count;
        for (nint i = 0; i < end; i += 2 * TBlock.Count)
        {
            even += TBlock.SelectLess(TBlock.Zero, TBlock.Load(in weights[i]), TBlock.One, TBlock.Zero);
            odd += i + TBlock.Count < end ? TBlock.SelectLess(TBlock.Zero, TBlock.Load(in weights[i + TBlock.Count]), TBlock.One, TBlock.Zero) : TBlock.Zero;
        }

        counted = even + odd;
    }

    /// <summary>Counts the rows that count and whose class is right.</summary>
    public void AddCorrect(TBlock predicted, TBlock label, TBlock weight) =>
        correct += TBlock.SelectLess(TBlock.Zero, weight, TBlock.SelectEqual(predicted, label, TBlock.One, TBlock.Zero), TBlock.Zero);

    /// <summary>Counts rows that the caller found right.</summary>
    public void AddCorrect(int rows) => correctRows += rows;

    /// <summary>Folds the lanes by the fixed tree and adds them to the sums of other work items.</summary>
    public readonly void AddTo(ref LossAccumulator sum) =>
        sum.Add(LaneFold.Sum(lanes, TBlock.Count), LaneFold.Sum(lanes + TBlock.Count, TBlock.Count), int.CreateTruncating(TBlock.Sum(counted)), int.CreateTruncating(TBlock.Sum(correct)) + correctRows);
}
