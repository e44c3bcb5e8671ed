using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Blocks;
using Counterweight.Splits;

namespace Counterweight.Engine;

/// <summary>Tries every threshold of every feature, eight neighbouring thresholds to a block. An item is a feature.</summary>
/// <remarks>
/// Both sides' class sums are exact integers until they are rounded to double, once each; the classes' terms are
/// added in the order of the classes. A threshold's gain so depends on nothing but its two sides.
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
        var cells = data.Histogram + ((nint)item * data.BinCount * data.Classes);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    [SkipLocalsInit]
    private void Scan(int feature, ClassCell* cells, ClassCell* running, bool missingLeft)
    {
        var operands = data;
        var operation = impurity;
        var sides = stackalloc long[4 * Lanes];
        var bins = operands.BinCount - (operands.LastBinIsMissing ? 1 : 0);
        nint classes = operands.Classes;
        var unit = TBlock.Create(operands.Unit);
        var whole = TBlock.Create(parent);
        var best = TBlock.Create(operands.Floor * weight);
        var bestBin = TBlock.Zero - TBlock.One;
        for (var first = 0; first < bins; first += Lanes)
        {
            var (rowsLeft, rowsRight) = (TBlock.Zero, TBlock.Zero);
            var (weightLeft, weightRight) = (TBlock.Zero, TBlock.Zero);
            var (termsLeft, termsRight) = (TBlock.Zero, TBlock.Zero);
            var count = Math.Min(Lanes, bins - first);
            var column = cells + (first * classes);
            for (nint c = 0; c < classes; c++, column++)
            {
                Sides(column, classes, count, running + c, operands.Totals + c, sides);
                TBlock.LoadInterleaved(ref *(double*)sides, out var rows, out var sum);
                sum *= unit;
                rowsLeft += rows;
                weightLeft += sum;
                termsLeft += operation.Term(sum);
                TBlock.LoadInterleaved(ref *(double*)(sides + (2 * Lanes)), out rows, out sum);
                sum *= unit;
                rowsRight += rows;
                weightRight += sum;
                termsRight += operation.Term(sum);
            }

            var gain = whole - (operation.Total(termsLeft, weightLeft) + operation.Total(termsRight, weightRight));
            var leastRows = TBlock.Create(operands.MinRowCount);
            var leastWeight = TBlock.Create(operands.MinWeight);
            var better = TBlock.LessThan(best, gain)
                & TBlock.LessThanOrEqual(leastRows, rowsLeft) & TBlock.LessThanOrEqual(leastRows, rowsRight)
                & TBlock.LessThanOrEqual(leastWeight, weightLeft) & TBlock.LessThanOrEqual(leastWeight, weightRight);
            best = TBlock.Select(better, gain, best);
            bestBin = TBlock.Select(better, TBlock.Create(first) + TBlock.LaneIndex, bestBin);
        }

        var gains = (double*)sides;
        var at = gains + Lanes;
        TBlock.Store(best, ref *gains);
        TBlock.Store(bestBin, ref *at);
        for (var lane = 0; lane < Lanes; lane++)
        {
            if (at[lane] >= 0)
            {
                Take(new(gains[lane], feature, (int)at[lane], missingLeft));
            }
        }
    }

    /// <summary>
    /// For one class, the left sums {rows, weight} up to each of eight bins and then the right sums, as doubles.
    /// Past <paramref name="count"/> the last bin's are repeated, which no strict comparison prefers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sides(ClassCell* column, nint stride, int count, ClassCell* running, ClassCell* total, long* sides)
    {
        var left = Vector128.Load((long*)running);
        var all = Vector128.Load((long*)total);
        if (count == Lanes)
        {
            for (var j = 0; j < Lanes; j++, column += stride)
            {
                left += Vector128.Load((long*)column);
                left.Store(sides + (2 * j));
                (all - left).Store(sides + (2 * Lanes) + (2 * j));
            }
        }
        else
        {
            for (var j = 0; j < Lanes; j++, column += stride)
            {
                if (j < count)
                {
                    left += Vector128.Load((long*)column);
                }

                left.Store(sides + (2 * j));
                (all - left).Store(sides + (2 * Lanes) + (2 * j));
            }
        }

        left.Store((long*)running);
        if (Vector512.IsHardwareAccelerated)
        {
            for (var i = 0; i < 4 * Lanes; i += Vector512<long>.Count)
            {
                Vector512.ConvertToDouble(Vector512.Load(sides + i)).Store((double*)sides + i);
            }
        }
        else
        {
            for (var i = 0; i < 4 * Lanes; i += Vector<long>.Count)
            {
                Vector.ConvertToDouble(Vector.Load(sides + i)).Store((double*)sides + i);
            }
        }
    }
}
