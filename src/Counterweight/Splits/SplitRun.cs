using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Splits.Categories;

namespace Counterweight.Splits;

/// <summary>What both split searches do around the scan.</summary>
internal static unsafe class SplitRun
{
    /// <summary>There is one histogram.</summary>
    public static void One(int histograms, string name)
    {
        if (histograms != 1)
        {
            throw new ArgumentException(Guard.Text($"{name} is {histograms} histograms, not one."), name);
        }
    }

    /// <summary>Nodes are numbers of histograms, and each has a split to be written.</summary>
    public static void Nodes(int histograms, ReadOnlySpan<int> nodes, int splits)
    {
        if (histograms == 0)
        {
            throw new ArgumentException("There are no histograms.", nameof(histograms));
        }

        if (splits != nodes.Length)
        {
            throw new ArgumentException(Guard.Text($"splits has {splits} elements, nodes {nodes.Length}."), nameof(splits));
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            if ((uint)nodes[i] >= (uint)histograms)
            {
                throw new ArgumentOutOfRangeException(nameof(nodes), nodes[i], Guard.Text($"nodes[{i}] is {nodes[i]}; there are {histograms} histograms."));
            }
        }
    }

    /// <summary>Numbers of scratch a search needs. Neither they nor those of its work items are more than an array holds.</summary>
    public static int ScratchLength(in SplitScanOperands data, string name)
    {
        var scratch = new SplitScratch(null, in data).Length;
        var item = data.ItemScratch(null).Length;
        var bins = data.Categorical == null ? 0 : Math.Min(data.BinCount, BinSet.Capacity);
        var categories = Math.Max(new SortedCategories(null, bins, data.CellLength).Length, new CategoryScratch(null, bins, data.Components).Length);
        if (Math.Max(Math.Max(scratch, item), categories) > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(name, data.Components, Guard.Text($"{data.NodeCount} nodes × {data.Features} features of cells of {data.CellLength} numbers need a longer buffer for the search than an array can be."));
        }

        return (int)scratch;
    }

    /// <summary>Cuts the scratch.</summary>
    public static SplitScratch Place(ref SplitScanOperands data, long* scratch)
    {
        var parts = new SplitScratch(scratch, in data);
        data.Nodes = parts.Nodes;
        data.Found = parts.Found;
        data.Totals = parts.Totals;
        return parts;
    }

    /// <summary>Sums the left side of the best candidate, and returns the categories there.</summary>
    public static BinSet Left(in SplitScanOperands data, int node, bool gradients, in SplitScratch scratch)
    {
        ref var best = ref data.Nodes[node].Best;
        var left = scratch.Left;
        var cells = data.Cells(node, best.Feature, scratch.Gathered, out var bins);
        var set = default(BinSet);
        new Span<long>(left, (int)data.CellLength).Clear();
        if (data.IsCategorical(best.Feature))
        {
            var order = (stackalloc int[BinSet.Capacity])[..bins];
            var count = CategoryOrder.Find(in data, cells, gradients, data.Totals + (node * data.CellLength), order);
            foreach (var place in order[..Math.Min(best.Bin + 1, count)])
            {
                set = set.With(data.Places.Bin(best.Feature, place));
                CellSums.Add(cells + (place * data.CellLength), 1, data.CellLength, left);
            }

            return set;
        }

        CellSums.Add(cells, best.Bin + 1, data.CellLength, left);
        if (best.MissingGoesLeft)
        {
            CellSums.Add(cells + ((bins - 1) * data.CellLength), 1, data.CellLength, left);
        }

        return set;
    }
}
