using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>Tries every threshold of every feature, eight neighbouring thresholds to a block. An item is a feature.</summary>
/// <remarks>
/// Both sides' class sums are exact integers until they are rounded to double, once each; the classes' terms are
/// added in the order of the classes. A threshold's gain so depends on nothing but its two sides.
/// Two logarithms in one method use up the JIT's inlining budget: hence one copy of the impurity's code for both sides.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct SplitScanLoop<TImpurity, TBlock>(SplitScanOperands data, TImpurity impurity) : IWorkJob<SplitScanLoop<TImpurity, TBlock>>
    where TImpurity : struct, IImpurity
    where TBlock : struct, IBlock<TBlock, double>
{
    private const int Lanes = 8;

    /// <summary>The best candidate, gain 0 where there is none.</summary>
    public SplitCandidate Best;

    /// <summary>The node's weight times impurity in the scan's unit, by the arithmetic of the candidates.</summary>
    private double parent;
    private double weight;

    public void Prepare()
    {
        var terms = TBlock.Zero;
        var sum = TBlock.Zero;
        for (var c = 0; c < data.Classes; c++)
        {
            var s = TBlock.Create(data.Totals[c].Weight * data.Unit);
            terms += impurity.Term(s);
            sum += s;
        }

        var lanes = stackalloc double[Lanes];
        TBlock.Store(impurity.Total(terms, sum), ref *lanes);
        parent = *lanes;
        TBlock.Store(sum, ref *lanes);
        weight = *lanes;
    }

    /// <summary>The node's impurity improved by a candidate, for a node that is the root.</summary>
    public readonly double Improvement => Best.Gain / weight;

    [SkipLocalsInit]
    public void Run(int item)
    {
        var cells = data.Histogram + ((nint)item * data.FeatureStride);
        if (data.Classes <= SplitScanOperands.StackClasses)
        {
            var running = stackalloc ClassCell[data.Classes];
            ScanBoth(item, cells, running);
        }
        else
        {
            var rented = ArrayPool<ClassCell>.Shared.Rent(data.Classes);
            fixed (ClassCell* running = rented)
            {
                ScanBoth(item, cells, running);
            }

            ArrayPool<ClassCell>.Shared.Return(rented);
        }
    }

    public void Merge(in SplitScanLoop<TImpurity, TBlock> other) => Take(in other.Best);

    private void Take(in SplitCandidate candidate)
    {
        if (candidate.IsBetterThan(in Best))
        {
            Best = candidate;
        }
    }

    private void ScanBoth(int feature, ClassCell* cells, ClassCell* running)
    {
        var size = (nuint)data.Classes * (nuint)sizeof(ClassCell);
        NativeMemory.Clear(running, size);
        Scan(feature, cells, running, false);
        if (!data.LastBinIsMissing)
        {
            return;
        }

        var missing = cells + ((nint)(data.BinCount - 1) * data.Classes);
        var any = 0L;
        for (var c = 0; c < data.Classes; c++)
        {
            any |= missing[c].RowCount;
        }

        if (any != 0)
        {
            NativeMemory.Copy(missing, running, size);
            Scan(feature, cells, running, true);
        }
    }

    [SkipLocalsInit]
    private void Scan(int feature, ClassCell* cells, ClassCell* running, bool missingLeft)
    {
        var bins = data.BinCount - (data.LastBinIsMissing ? 1 : 0);
        Tile tile;
        TBlock.Store(TBlock.Create(data.Floor * weight), ref *tile.Best);
        TBlock.Store(TBlock.Create(-1), ref *tile.BestBin);
        for (var first = 0; first < bins; first += Lanes)
        {
            AddClasses(cells + ((nint)first * data.Classes), Math.Min(Lanes, bins - first), running, &tile);
            Judge(first, &tile);
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            if (tile.BestBin[lane] >= 0)
            {
                Take(new(tile.Best[lane], feature, (int)tile.BestBin[lane], missingLeft));
            }
        }
    }

    /// <summary>Sums rows, weights and terms of both sides of eight thresholds over the classes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddClasses(ClassCell* column, int count, ClassCell* running, Tile* tile)
    {
        var total = data.Totals;
        nint classes = data.Classes;
        for (var side = 0; side < 2; side++)
        {
            TBlock.Store(TBlock.Zero, ref tile->Rows[side * Lanes]);
            TBlock.Store(TBlock.Zero, ref tile->Weights[side * Lanes]);
            TBlock.Store(TBlock.Zero, ref tile->Terms[side * Lanes]);
        }

        for (nint c = 0; c < classes; c++)
        {
            SplitSides.Fill(column + c, classes, count, running + c, total + c, tile->Sides);

            for (var side = 0; side < 2; side++)
            {
                AddSide(tile, side);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void AddSide(Tile* tile, nint side)
    {
        var operation = impurity;
        ref var rows = ref tile->Rows[side * Lanes];
        ref var weights = ref tile->Weights[side * Lanes];
        ref var terms = ref tile->Terms[side * Lanes];
        TBlock.LoadInterleaved(ref tile->Sides[side * 2 * Lanes], out var count, out var sum);
        sum *= TBlock.Create(data.Unit);
        TBlock.Store(TBlock.Load(ref rows) + count, ref rows);
        TBlock.Store(TBlock.Load(ref weights) + sum, ref weights);
        TBlock.Store(TBlock.Load(ref terms) + operation.Term(sum), ref terms);
    }

    /// <summary>Takes the thresholds that are allowed and better than their lane's best.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Judge(int first, Tile* tile)
    {
        for (var side = 0; side < 2; side++)
        {
            Total(tile, side);
        }

        var gain = TBlock.Create(parent) - (TBlock.Load(ref *tile->Terms) + TBlock.Load(ref tile->Terms[Lanes]));
        var leastRows = TBlock.Create(data.MinRowCount);
        var leastWeight = TBlock.Create(data.MinWeight);
        var best = TBlock.Load(ref *tile->Best);
        var better = TBlock.LessThan(best, gain)
            & TBlock.LessThanOrEqual(leastRows, TBlock.Load(ref *tile->Rows))
            & TBlock.LessThanOrEqual(leastRows, TBlock.Load(ref tile->Rows[Lanes]))
            & TBlock.LessThanOrEqual(leastWeight, TBlock.Load(ref *tile->Weights))
            & TBlock.LessThanOrEqual(leastWeight, TBlock.Load(ref tile->Weights[Lanes]));
        TBlock.Store(TBlock.Select(better, gain, best), ref *tile->Best);
        TBlock.Store(TBlock.Select(better, TBlock.Create(first) + TBlock.LaneIndex, TBlock.Load(ref *tile->BestBin)), ref *tile->BestBin);
    }

    /// <summary>Turns a side's sum of terms into its weight times impurity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Total(Tile* tile, nint side)
    {
        var operation = impurity;
        ref var terms = ref tile->Terms[side * Lanes];
        TBlock.Store(operation.Total(TBlock.Load(ref terms), TBlock.Load(ref tile->Weights[side * Lanes])), ref terms);
    }

    /// <summary>Eight thresholds: left side, then right side.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Tile
    {
        public fixed double Rows[2 * Lanes];
        public fixed double Weights[2 * Lanes];
        public fixed double Terms[2 * Lanes];
        public fixed double Best[Lanes];
        public fixed double BestBin[Lanes];
        public fixed double Sides[4 * Lanes];
    }
}
