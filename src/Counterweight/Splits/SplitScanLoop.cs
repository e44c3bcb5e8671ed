using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;
using Counterweight.Splits.Categories;
using Counterweight.Splits.Thresholds;

namespace Counterweight.Splits;

/// <summary>Searches features of nodes; an item is some features of one node.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SplitScanLoop<TCriterion, TBlock>(SplitScanOperands data, TCriterion criterion) : IWorkJob<SplitScanLoop<TCriterion, TBlock>>
    where TCriterion : struct, ISplitCriterion
    where TBlock : struct, ISimdBlock<TBlock, double>
{
    /// <summary>Numbers of scratch on the stack; more are rented.</summary>
    private const int StackLength = 512;

    /// <summary>Sums the nodes and scores them.</summary>
    public void Open()
    {
        for (var node = 0; node < data.NodeCount; node++)
        {
            ref var state = ref data.Nodes[node];
            state = default;
            var total = Total(node);
            var feature = 0;
            while (feature < data.Features && !(data.GainWeight(node, feature) > 0))
            {
                feature++;
            }

            if (feature < data.Features && Sum(data.Column(node, feature), total) >= 2 * data.MinRowCount)
            {
                OpenNode(ref state, total);
                SetKeyUnit(ref state, node);
            }
        }
    }

    /// <summary>Takes the best of each node's items.</summary>
    public void Close()
    {
        for (var item = 0; item < data.Items; item++)
        {
            ref var best = ref data.Nodes[item / data.ItemsPerNode].Best;
            if (data.Found[item].IsBetterThan(in best))
            {
                best = data.Found[item];
            }
        }
    }

    [SkipLocalsInit]
    public void Run(int item)
    {
        Debug.Assert((uint)item < (uint)data.Items, "There is no such work item.");
        data.Found[item] = default;
        var node = item / data.ItemsPerNode;
        if (!data.Nodes[node].IsOpen)
        {
            return;
        }

        var length = data.ItemScratch(null).Length;
        if (length <= StackLength)
        {
            var scratch = stackalloc long[StackLength];
            Run(item, node, scratch);
        }
        else
        {
            var rented = ArrayPool<long>.Shared.Rent(checked((int)length));
            fixed (long* scratch = rented)
            {
                Run(item, node, scratch);
            }

            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private long* Total(int node) => data.Totals + (node * data.CellLength);

    private void Run(int item, int node, long* scratch)
    {
        var parts = data.ItemScratch(scratch);
        var scan = new ThresholdScan<TCriterion, TBlock>(in data, in data.Nodes[node], Total(node), criterion, in parts);
        var batch = new FeatureBatch(in parts, data.CellLength);
        var (first, count) = WorkItems.Range(item % data.ItemsPerNode, data.FeaturesPerItem, data.Features);
        for (var feature = (int)first; feature < (int)first + count; feature++)
        {
            var weight = data.GainWeight(node, feature);
            if (weight > 0)
            {
                weight = weight * data.Nodes[node].KeyUnit * data.Nodes[node].KeyUnitRest;
                var cells = data.Cells(node, feature, parts.Gathered, out var bins);
                if (data.IsCategorical(feature))
                {
                    ScanCategories(in scan, node, feature, cells, bins, weight, ref data.Found[item]);
                }
                else if (weight == 1 && FitsBatch(cells, bins))
                {
                    Join(in scan, ref batch, feature, cells, bins, ref data.Found[item]);
                }
                else
                {
                    ScanValues(in scan, feature, cells, bins, weight, ref data.Found[item]);
                }
            }
        }

        if (batch.Count > 0)
        {
            scan.Scan(in batch, ref data.Found[item]);
        }
    }

    /// <summary>Whether a feature has few bins, and no row of the node has a missing value of it.</summary>
    private bool FitsBatch(long* cells, int bins) => bins <= SplitTuning.BatchBins && data.BatchThresholds > 0
        && !(data.LastBinIsMissing && CellSums.Rows<TCriterion>(cells + ((bins - 1) * data.CellLength), data.Components) > 0);

    /// <summary>Adds a feature's thresholds to the batch, which is evaluated first if there is no room.</summary>
    private void Join(in ThresholdScan<TCriterion, TBlock> scan, ref FeatureBatch batch, int feature, long* cells, int bins, ref SplitCandidate best)
    {
        // After the last bin of values nothing is on the right.
        var thresholds = bins - (data.LastBinIsMissing ? 2 : 1);
        if (thresholds <= 0)
        {
            return;
        }

        if (!batch.HasRoom(thresholds))
        {
            scan.Scan(in batch, ref best);
            batch.Clear();
        }

        batch.Add(feature, cells, thresholds);
    }

    private void ScanValues(in ThresholdScan<TCriterion, TBlock> scan, int feature, long* cells, int count, double weight, ref SplitCandidate best)
    {
        var bins = count - (data.LastBinIsMissing ? 1 : 0);
        scan.Start(null);
        scan.Scan(cells, bins, 0);
        scan.KeepBest(feature, weight, false, ref best);
        if (!data.LastBinIsMissing)
        {
            return;
        }

        var missing = cells + (bins * data.CellLength);
        if (CellSums.Rows<TCriterion>(missing, data.Components) > 0)
        {
            scan.Start(missing);
            scan.Scan(cells, bins, 0);
            scan.KeepBest(feature, weight, true, ref best);
        }
    }

    private void ScanCategories(in ThresholdScan<TCriterion, TBlock> scan, int node, int feature, long* cells, int bins, double weight, ref SplitCandidate best)
    {
        var rented = ArrayPool<long>.Shared.Rent((int)new SortedCategories(null, bins, data.CellLength).Length);
        var width = checked(2 * data.Components);
        fixed (long* scratch = rented)
        {
            var parts = new SortedCategories(scratch, bins, data.CellLength);
            var sorted = parts.Cells;
            var order = new Span<int>(parts.Order, bins);
            var count = CategoryOrder.Find(in data, cells, TCriterion.IsGradient, Total(node), order);
            for (var i = 0; i < count; i++)
            {
                new ReadOnlySpan<long>(cells + (order[i] * data.CellLength), width).CopyTo(new Span<long>(sorted + (i * data.CellLength), width));
            }

            // Thresholds with few enough categories on the left, then those with few enough on the right.
            var low = Math.Min(count, data.Categories.MostCategories);
            var high = Math.Max(low, count - data.Categories.MostCategories - 1);
            scan.Start(null);
            scan.Scan(sorted, low, 0);
            scan.Skip(sorted + (low * data.CellLength), high - low);
            scan.Scan(sorted + (high * data.CellLength), count - high, high);
            scan.KeepBest(feature, weight, false, ref best);
        }

        ArrayPool<long>.Shared.Return(rented);
    }

    /// <summary>Sums the bins of a column and returns the rows.</summary>
    private long Sum(long* cells, long* total)
    {
        new Span<long>(total, (int)data.CellLength).Clear();
        CellSums.Add(cells, data.Places.Exist ? data.Places.ColumnBinCount : data.BinCount, data.CellLength, total);
        return CellSums.Rows<TCriterion>(total, data.Components);
    }

    private void SetKeyUnit(ref SplitNode state, int node)
    {
        var greatest = 0.0;
        for (var feature = 0; feature < data.Features; feature++)
        {
            greatest = Math.Max(greatest, data.GainWeight(node, feature));
        }

        var exponent = -Math.ILogB(greatest);
        state.KeyUnit = Math.ScaleB(1, exponent / 2);
        state.KeyUnitRest = Math.ScaleB(1, exponent - (exponent / 2));
    }

    private void OpenNode(ref SplitNode state, long* total)
    {
        var weight = 0.0;
        var present = 0;
        for (nint p = 0; p < (TCriterion.IsGradient ? 1 : data.Components); p++)
        {
            weight += total[(2 * p) + 1];
            present += total[(2 * p) + 1] > 0 ? 1 : 0;
        }

        state.IsOpen = TCriterion.IsGradient || present > 1;
        if (!state.IsOpen)
        {
            return;
        }

        state.Unit = TCriterion.IsGradient ? 1 : Math.ScaleB(1, -Math.ILogB(weight));
        var terms = TBlock.Zero;
        var sum = TBlock.Zero;
        for (nint p = TCriterion.IsGradient ? 1 : 0; p < data.Components; p++)
        {
            var second = TBlock.Create(total[(2 * p) + 1] * state.Unit);
            criterion.Term(TBlock.Create(total[2 * p]), second, second, out var numerator, out var denominator);
            terms += numerator / denominator;
            sum += second;
        }

        var lanes = stackalloc double[8];
        TBlock.Store(sum, ref *lanes);
        state.Weight = *lanes;
        TBlock.Store(criterion.Score(terms, sum), ref *lanes);
        state.Score = *lanes;
        state.Floor = Math.Max(0, data.Margin) + Math.ScaleB(data.Components, -48) * criterion.Magnitude(state.Score, state.Weight);
    }
}
