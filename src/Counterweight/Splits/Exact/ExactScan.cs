using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Splits.Exact;

/// <summary>Evaluates the thresholds between the sorted rows of one feature, eight neighbouring ones to a block.</summary>
/// <remarks>
/// A row changes the sums of one class. So only the terms of classes that occur among a block's rows are computed; all
/// others are those of the block before. The gain of a threshold still depends on its two sides alone: sums are exact
/// integers until each is rounded to double once, and terms are added in the order of the classes.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe ref struct ExactScan<TCriterion, T, TBlock>
    where TCriterion : struct, ISplitCriterion
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBlock : struct, ISimdBlock<TBlock, double>
{
    private const int Lanes = ExactScratch.Lanes;

    /// <summary>Both sides of eight thresholds.</summary>
    private const int Stride = ExactScratch.Stride;

    private readonly TCriterion criterion;
    private readonly ExactOperands<T> data;
    private readonly long allUnits;

    // The parts of an ExactScratch.
    private readonly double* best;
    private readonly double* open;
    private readonly double* counts;
    private readonly double* sides;
    private readonly double* terms;
    private readonly long* tile;
    private readonly ulong* present;
    private readonly long* running;

    public ExactScan(in ExactOperands<T> data, TCriterion criterion, long* scratch)
    {
        this.data = data;
        this.criterion = criterion;
        for (nint c = 0; c < data.Classes; c++)
        {
            allUnits += data.Totals[(2 * c) + 1];
        }

        var parts = new ExactScratch(scratch, data.Classes);
        best = parts.Best;
        open = parts.Open;
        counts = parts.Counts;
        sides = parts.Sides;
        terms = parts.Terms;
        tile = parts.Tile;
        present = parts.Present;
        running = parts.Running;
        DebugChecks.Aligned(best);
    }

    /// <summary>Evaluates all thresholds, with missing values on the right or on the left.</summary>
    /// <param name="rows">The feature's order.</param>
    /// <param name="values">Its values.</param>
    /// <param name="numbers">Rows that have one.</param>
    /// <param name="distinct">No two of them are equal.</param>
    /// <param name="missingGoesLeft">Where the others go.</param>
    public readonly void Run(int* rows, T* values, int numbers, bool distinct, bool missingGoesLeft)
    {
        Start(rows, numbers, missingGoesLeft);
        var before = missingGoesLeft ? data.Count - numbers : 0;
        for (var first = 0; first < numbers; first += SplitTuning.TileRows)
        {
            var count = Math.Min(SplitTuning.TileRows, numbers - first);
            Fetch(rows + first, count);
            Evaluate(rows + first, values, count, numbers - first, first, before, distinct);
        }
    }

    /// <summary>Replaces the candidate by the best of the thresholds evaluated, of equal ones the lowest, if that is better.</summary>
    public readonly void KeepBest(int feature, bool missingGoesLeft, ref SplitCandidate candidate)
    {
        if (BestLane.Find<TBlock>(best, data.Node->Floor, out var gain, out var bin))
        {
            candidate = candidate.OrBetter(new(gain, gain, feature, bin, missingGoesLeft));
        }
    }

    private readonly void Start(int* rows, int numbers, bool missingGoesLeft)
    {
        new Span<long>(running, data.Classes + 1).Clear();
        for (var first = numbers; first < data.Count && missingGoesLeft; first += Lanes)
        {
            Fetch(rows + first, Math.Min(Lanes, data.Count - first));
            for (nint c = -1; c < data.Classes; c++)
            {
                ExactSides.Fill(tile, c, ref running[c + 1], 0, sides);
            }
        }

        new Span<long>(tile, Lanes).Clear();
        for (nint c = 0; c < data.Classes; c++)
        {
            Terms(tile, c);
        }

        TBlock.Store(TBlock.Create(data.Node->Floor), ref *best);
    }

    /// <summary>Fetches the labels and weights of a tile's rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Fetch(int* rows, int count)
    {
        var labels = data.Labels;
        for (nint block = 0; block < count; block += Lanes)
        {
            var to = tile + block;
            var bits = 0UL;
            var end = Math.Min(Lanes, count - block);
            nint lane = 0;
            for (; lane < end; lane++)
            {
                var packed = labels[rows[block + lane]];
                to[lane] = packed;
                bits |= 1UL << (int)packed;
            }

            for (; lane < Lanes; lane++)
            {
                to[lane] = 0;
            }

            present[block / Lanes] = bits;
        }
    }

    /// <summary>Marks the lanes with a threshold behind them: where the next value is another one, or there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Flag(int* rows, T* values, int count, int numbers, bool distinct)
    {
        TBlock.Store(TBlock.Zero, ref *open);
        for (var i = 0; i < count; i++)
        {
            open[i] = distinct || i + 1 == numbers || values[rows[i] * data.RowStride] < values[rows[i + 1] * data.RowStride] ? 1 : 0;
        }
    }

    /// <summary>The terms of a class behind each of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Terms(long* packed, nint c)
    {
        var operation = criterion;
        var total = data.Totals[(2 * c) + 1];
        var unit = TBlock.Create(data.Node->Unit);
        var whole = TBlock.Create(total) * unit;
        ExactSides.Fill(packed, c, ref running[c + 1], total, sides);
        for (nint side = 0; side < Stride; side += Lanes)
        {
            var weight = TBlock.Load(ref sides[side]) * unit;
            operation.Term(weight, weight, whole, out var term, out _);
            TBlock.Store(term, ref terms[(Stride * c) + side]);
        }
    }

    /// <summary>Evaluates the thresholds behind the rows of a tile.</summary>
    /// <param name="rows">The tile's rows.</param>
    /// <param name="values">The feature.</param>
    /// <param name="count">Rows in the tile.</param>
    /// <param name="numbers">Rows that have a value, from the tile's first on.</param>
    /// <param name="first">The place of the tile's first row.</param>
    /// <param name="before">Rows on the left of all.</param>
    /// <param name="distinct">No two values are equal.</param>
    /// <remarks>Two values are compared only where a threshold between them would be better than all before.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Evaluate(int* rows, T* values, int count, int numbers, int first, int before, bool distinct)
    {
        var most = TBlock.Load(ref *best);
        var where = TBlock.Load(ref best[Lanes]);
        for (nint i = 0; i < count; i += Lanes)
        {
            var bits = present[i / Lanes];
            for (var rest = bits; rest != 0; rest &= rest - 1)
            {
                for (nint c = BitOperations.TrailingZeroCount(rest); c < data.Classes; c += 64)
                {
                    Terms(tile + i, c);
                }
            }

            ExactSides.Fill(tile + i, -1, ref running[0], allUnits, sides);
            var places = TBlock.Create(first + i) + TBlock.LaneIndex;
            var leftRows = places + TBlock.Create(1 + before);
            TBlock.Store(leftRows, ref *counts);
            TBlock.Store(TBlock.Create(data.Count) - leftRows, ref counts[Lanes]);
            for (nint side = 0; side < Stride; side += Lanes)
            {
                Score(side);
            }

            // What the next block finds of classes that it lacks.
            for (var rest = bits; rest != 0; rest &= rest - 1)
            {
                for (nint c = BitOperations.TrailingZeroCount(rest); c < data.Classes; c += 64)
                {
                    var both = terms + (Stride * c);
                    TBlock.Store(TBlock.Create(both[Lanes - 1]), ref *both);
                    TBlock.Store(TBlock.Create(both[Stride - 1]), ref both[Lanes]);
                }
            }

            var gain = TBlock.Load(ref *sides) + TBlock.Load(ref sides[Lanes]) - TBlock.Create(data.Node->Score);
            if (!TBlock.Any(TBlock.LessThan(most, gain)))
            {
                continue;
            }

            if (!distinct || count - i < Lanes)
            {
                Flag(rows + i, values, Math.Min(Lanes, count - (int)i), numbers - (int)i, distinct);
                gain = TBlock.SelectEqual(TBlock.Load(ref *open), TBlock.Zero, TBlock.Create(double.NegativeInfinity), gain);
            }

            // All lanes take the best of the block, the first of equal ones, so that fewer blocks are looked at.
            var greatest = TBlock.Create(TBlock.MaxAcross(gain));
            var place = TBlock.MaxAcross(TBlock.SelectEqual(gain, greatest, -places, TBlock.Create(double.NegativeInfinity)));
            where = TBlock.SelectLess(most, greatest, TBlock.Create(-place), where);
            most = TBlock.Max(greatest, most);
        }

        TBlock.Store(most, ref *best);
        TBlock.Store(where, ref best[Lanes]);
    }

    /// <summary>A side's score in place of its weight, −∞ where it falls short of a minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Score(nint side)
    {
        var operation = criterion;
        var sum = TBlock.Zero;
        for (nint c = 0; c < data.Classes; c++)
        {
            sum += TBlock.Load(ref terms[(Stride * c) + side]);
        }

        var least = TBlock.Create(double.NegativeInfinity);
        var weight = TBlock.Load(ref sides[side]) * TBlock.Create(data.Node->Unit);
        var result = operation.Score(sum, weight);
        result = TBlock.SelectLess(TBlock.Load(ref counts[side]), TBlock.Create(data.MinRowCount), least, result);
        TBlock.Store(TBlock.SelectLess(weight, TBlock.Create(data.MinWeight * data.Node->Unit), least, result), ref sides[side]);
    }
}
