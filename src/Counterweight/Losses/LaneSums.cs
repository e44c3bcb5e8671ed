using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Losses;

/// <summary>
/// Sums across rows: two doubles a lane of 64 bytes, the second of which keeps what the first rounds away. Losses come first,
/// weights behind them. Batches cut anywhere merge to nearly the same sums.
/// </summary>
internal unsafe ref struct LaneSums<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double* lanes;
    private TBlock counted;
    private TBlock correct;
    private int correctRows;

    /// <param name="buffer">A buffer of <see cref="Size"/> doubles.</param>
    public LaneSums(double* buffer)
    {
        lanes = Scratch.Align(buffer);
        new Span<double>(lanes, 4 * Lanes).Clear();
    }

    /// <summary>Lanes that rows are summed in: those of 64 bytes, also where blocks have fewer. Row i of a group is summed in lane i mod this.</summary>
    public static int Lanes => 64 / sizeof(T);

    public static int Size => (4 * Lanes) + (Scratch.Alignment / sizeof(double));

    /// <summary>Adds groups of rows, one a lane, of which those of positive weight count; the others' loss and weight are 0.</summary>
    public void Add(T* losses, T* weights, nint groups)
    {
        DebugChecks.Aligned(lanes);
        DebugChecks.Present(losses, groups);
        TBlock.AddTo(in *losses, groups, ref lanes[0], ref lanes[2 * Lanes]);
        AddWeights(weights, groups);
    }

    /// <summary>Adds groups of rows whose losses are not looked at.</summary>
    public void AddWeights(T* weights, nint groups)
    {
        DebugChecks.Present(weights, groups);
        TBlock.AddTo(in *weights, groups, ref lanes[Lanes], ref lanes[3 * Lanes]);
        var even = counted;
        var odd = TBlock.Zero;
        var end = groups * Lanes;
        for (nint i = 0; i < end; i += 2 * TBlock.Count)
        {
            even += TBlock.SelectLess(TBlock.Zero, TBlock.Load(in weights[i]), TBlock.One, TBlock.Zero);
            odd += i + TBlock.Count < end ? TBlock.SelectLess(TBlock.Zero, TBlock.Load(in weights[i + TBlock.Count]), TBlock.One, TBlock.Zero) : TBlock.Zero;
        }

        counted = even + odd;
    }

    /// <summary>Counts the rows that count and are classified correctly.</summary>
    public void AddCorrect(TBlock predicted, TBlock label, TBlock weight) =>
        correct += TBlock.SelectLess(TBlock.Zero, weight, TBlock.SelectEqual(predicted, label, TBlock.One, TBlock.Zero), TBlock.Zero);

    /// <summary>Counts rows that the caller found correctly classified.</summary>
    public void AddCorrect(int rows) => correctRows += rows;

    /// <summary>Adds the lanes to the sums of other work items.</summary>
    public readonly void AddTo(ref LossAccumulator sum)
    {
        var right = int.CreateTruncating(TBlock.Sum(correct)) + correctRows;
        sum.Add(Fold(lanes, out var lostLoss), Fold(lanes + Lanes, out var lostWeight), int.CreateTruncating(TBlock.Sum(counted)), right);
        sum.Add(lostLoss, lostWeight, 0);
    }

    /// <summary>The sum of some lanes, and what it rounds away: 0 where the sum is not finite.</summary>
    private static double Fold(double* lanes, out double lost)
    {
        lost = 0;
        var sum = 0.0;
        for (var i = 0; i < Lanes; i++)
        {
            var old = sum;
            sum += lanes[i];
            var added = sum - old;
            lost += ((old - (sum - added)) + (lanes[i] - added)) + lanes[(2 * Lanes) + i];
        }

        lost = double.IsFinite(sum) ? lost : 0;
        return sum;
    }
}
