using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Blocks;
using Counterweight.Splits;

namespace Counterweight.Engine;

/// <summary>Tries the thresholds between the sorted rows of one feature, eight neighbouring ones to a block.</summary>
/// <remarks>
/// A row changes one class's sums: only the terms of classes that occur among a block's rows are computed, all others
/// are those of the block before. What a threshold gains depends on nothing but its two sides all the same, since sums
/// are exact integers until they are rounded to double, once each, and terms are added in the order of the classes.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe ref struct ExactScan<TCriterion, T, TBlock>
    where TCriterion : struct, ISplitCriterion
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBlock : struct, IBlock<TBlock, double>
{
    private const int Lanes = 8;

    /// <summary>From a class's sums to the next one's: a row of eight, written from any lane on.</summary>
    private const int Stride = 2 * Lanes;

    private readonly TCriterion criterion;
    private readonly ExactOperands<T> data;

    /// <summary>A power of two, less one.</summary>
    private readonly nint classMask;
    private readonly long allUnits;

    /// <summary>Each lane's best gain, then its place.</summary>
    private readonly double* best;

    /// <summary>Which lanes are candidates.</summary>
    private readonly double* open;

    /// <summary>Both sides of eight thresholds.</summary>
    private readonly double* sides;

    /// <summary>Terms of each class, left and right.</summary>
    private readonly double* terms;

    /// <summary>Left sums of all classes together, then of each.</summary>
    private readonly long* lefts;

    /// <summary>Left sums so far, the same way.</summary>
    private readonly long* running;

    public ExactScan(in ExactOperands<T> data, TCriterion criterion, long* scratch)
    {
        this.data = data;
        this.criterion = criterion;
        classMask = Rounded(data.Classes) - 1;
        for (nint c = 0; c < data.Classes; c++)
        {
            allUnits += data.Totals[(2 * c) + 1];
        }

        best = (double*)(((nuint)scratch + 63) & ~(nuint)63);
        open = best + (2 * Lanes);
        sides = open + Lanes;
        terms = sides + Stride;
        lefts = (long*)terms + (Stride * (classMask + 1));
        running = lefts + (Stride * (classMask + 2));
    }

    public static int ScratchLength(int classes) => Lanes + (3 * Lanes) + Stride + (Stride * Rounded(classes)) + (Stride * (Rounded(classes) + 1)) + Rounded(classes) + 1;

    /// <summary>Tries all thresholds, with missing values on the right or on the left.</summary>
    /// <param name="rows">The feature's order.</param>
    /// <param name="values">Its values.</param>
    /// <param name="numbers">Rows that have one.</param>
    /// <param name="distinct">No two of them are equal.</param>
    /// <param name="missingLeft">Where the others go.</param>
    public readonly void Run(int* rows, T* values, int numbers, bool distinct, bool missingLeft)
    {
        Start(rows, numbers, missingLeft);
        var before = missingLeft ? data.Count - numbers : 0;
        var whole = distinct ? numbers & -Lanes : 0;
        Judge(rows, values, 0, whole, whole, before, flagged: false);
        for (var first = whole; first < numbers; first += Lanes)
        {
            Flag(rows + first, values, Math.Min(Lanes, numbers - first), numbers - first, distinct);
            Judge(rows, values, first, first + Lanes, numbers, before, flagged: true);
        }
    }

    /// <summary>Keeps the best of the thresholds tried, of equal ones the lowest, if it is better.</summary>
    public readonly void Take(int feature, bool missingLeft, ref SplitCandidate candidate)
    {
        var gains = TBlock.Load(ref *best);
        var gain = TBlock.MaxAcross(gains);
        if (gain > data.Node->Floor)
        {
            var where = TBlock.SelectEqual(gains, TBlock.Create(gain), TBlock.Load(ref best[Lanes]), TBlock.Create(double.PositiveInfinity));
            var other = new SplitCandidate(gain, gain, feature, (int)-TBlock.MaxAcross(-where), missingLeft);
            if (other.IsBetterThan(in candidate))
            {
                candidate = other;
            }
        }
    }

    private static int Rounded(int classes) => (int)BitOperations.RoundUpToPowerOf2((uint)classes);

    private readonly void Start(int* rows, int numbers, bool missingLeft)
    {
        new Span<long>(running, (int)classMask + 2).Clear();
        for (var i = numbers; i < data.Count && missingLeft; i++)
        {
            var packed = data.Labels[rows[i]];
            var units = (long)((ulong)packed >> WeightedLabel.LabelBits);
            running[0] += units;
            running[1 + (packed & classMask)] += units;
        }

        ExactSides.Fill(running[0], lefts);
        for (nint c = 0; c < data.Classes; c++)
        {
            ExactSides.Fill(running[c + 1], lefts + (Stride * (c + 1)));
            Terms(c);
        }

        TBlock.Store(TBlock.Create(data.Node->Floor), ref *best);
    }

    /// <summary>Marks the lanes with a threshold behind them: where the next value is another one, or there is none.</summary>
    private readonly void Flag(int* rows, T* values, int count, int numbers, bool distinct)
    {
        TBlock.Store(TBlock.Zero, ref *open);
        for (var i = 0; i < count; i++)
        {
            open[i] = distinct || i + 1 == numbers || values[rows[i] * data.RowStride] < values[rows[i + 1] * data.RowStride] ? 1 : 0;
        }
    }

    /// <summary>The terms of a class from its sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Terms(nint c)
    {
        var operation = criterion;
        var total = data.Totals[(2 * c) + 1];
        var unit = TBlock.Create(data.Node->Unit);
        var whole = TBlock.Create(total) * unit;
        ExactSides.Round(lefts + (Stride * (c + 1)), total, sides);
        for (nint side = 0; side < Stride; side += Lanes)
        {
            var weight = TBlock.Load(ref sides[side]) * unit;
            TBlock.Store(operation.Term(weight, weight, whole), ref terms[(Stride * c) + side]);
        }
    }

    /// <summary>Tries the thresholds behind rows [first, end), of which those before <paramref name="last"/> exist.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Judge(int* rows, T* values, int first, int end, int last, int before, bool flagged)
    {
        var operation = criterion;
        var labels = data.Labels;
        var most = TBlock.Load(ref *best);
        var where = TBlock.Load(ref best[Lanes]);
        for (nint i = first; i < end; i += Lanes)
        {
            var present = 0UL;
            var all = running[0];
            var count = Math.Min(Lanes, last - i);
            for (nint lane = 0; lane < count; lane++)
            {
                var packed = labels[rows[i + lane]];
                var c = 1 + ((nint)packed & classMask);
                var units = (long)((ulong)packed >> WeightedLabel.LabelBits);
                present |= 1UL << ((int)c - 1);
                all += units;
                var sum = running[c] + units;
                running[c] = sum;
                ExactSides.Fill(all, lefts + lane);
                ExactSides.Fill(sum, lefts + (Stride * c) + lane);
            }

            running[0] = all;
            for (var rest = present; rest != 0; rest &= rest - 1)
            {
                for (nint c = BitOperations.TrailingZeroCount(rest); c < data.Classes; c += 64)
                {
                    Terms(c);
                }
            }

            var (left, right) = (TBlock.Zero, TBlock.Zero);
            for (nint c = 0; c < data.Classes; c++)
            {
                left += TBlock.Load(ref terms[Stride * c]);
                right += TBlock.Load(ref terms[(Stride * c) + Lanes]);
            }

            // What the next block finds where its first rows are of other classes.
            for (var rest = present; rest != 0; rest &= rest - 1)
            {
                for (nint c = BitOperations.TrailingZeroCount(rest); c < data.Classes; c += 64)
                {
                    var last8 = terms + (Stride * c) + Lanes - 1;
                    TBlock.Store(TBlock.Create(*last8), ref terms[Stride * c]);
                    TBlock.Store(TBlock.Create(last8[Lanes]), ref terms[(Stride * c) + Lanes]);
                    ExactSides.Fill(running[c + 1], lefts + (Stride * (c + 1)));
                }
            }

            ExactSides.Round(lefts, allUnits, sides);
            var places = TBlock.Create(i) + TBlock.LaneIndex;
            var leftRows = places + TBlock.Create(1 + before);
            var gain = Score(operation, left, leftRows, sides) + Score(operation, right, TBlock.Create(data.Count) - leftRows, sides + Lanes) - TBlock.Create(data.Node->Score);
            if (flagged)
            {
                gain = TBlock.SelectEqual(TBlock.Load(ref *open), TBlock.Zero, TBlock.Create(double.NegativeInfinity), gain);
            }

            where = TBlock.SelectLess(most, gain, places, where);
            most = TBlock.Max(gain, most);
        }

        TBlock.Store(most, ref *best);
        TBlock.Store(where, ref best[Lanes]);
    }

    /// <summary>A side's score, −∞ where it falls short of a minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TBlock Score(TCriterion operation, TBlock sum, TBlock rows, double* weights)
    {
        var least = TBlock.Create(double.NegativeInfinity);
        var weight = TBlock.Load(ref *weights) * TBlock.Create(data.Node->Unit);
        var result = operation.Score(sum, weight);
        result = TBlock.SelectLess(rows, TBlock.Create(data.MinRowCount), least, result);
        return TBlock.SelectLess(weight, TBlock.Create(data.MinWeight * data.Node->Unit), least, result);
    }
}
