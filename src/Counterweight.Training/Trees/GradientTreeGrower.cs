using Counterweight.Binning;
using Counterweight.Histograms;
using Counterweight.Splits;
using Counterweight.Training.Data;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees;

/// <summary>Grows boosting trees, one after the other, on the same binned rows.</summary>
/// <remarks>All sums are integers, so that neither the order in which nodes are split nor the number of threads shows.</remarks>
internal sealed class GradientTreeGrower
{
    private readonly GradientTreeOptions options;
    private readonly GradientSplitOptions splitOptions;
    private readonly GradientRows[] sets;
    private readonly GradientHistograms histograms;
    private readonly GradientCuts cuts;
    private readonly bool[] isCategorical;
    private readonly int outputCount;
    private readonly int degreeOfParallelism;
    private readonly CancellationToken cancellation;

    /// <param name="data">The bins.</param>
    /// <param name="sets">The rows to grow on, then others that only fall through.</param>
    /// <param name="outputCount">K.</param>
    /// <param name="options">Limits and penalties.</param>
    /// <param name="categorySets">Where sets of categories go.</param>
    /// <param name="degreeOfParallelism">Threads at most.</param>
    /// <param name="cancellation">Checked at every node.</param>
    public GradientTreeGrower(
        BinnedDataset data,
        GradientRows[] sets,
        int outputCount,
        GradientTreeOptions options,
        CategorySetList categorySets,
        int degreeOfParallelism,
        CancellationToken cancellation)
    {
        this.options = options;
        this.sets = sets;
        this.outputCount = outputCount;
        this.degreeOfParallelism = degreeOfParallelism;
        this.cancellation = cancellation;
        histograms = new GradientHistograms(data, outputCount);
        cuts = new GradientCuts(data.Mapper, data.HasMissing, histograms, categorySets);
        isCategorical = [.. Enumerable.Range(0, data.FeatureCount).Select(feature => data.Mapper[feature].Kind == FeatureKind.Categorical)];
        splitOptions = new GradientSplitOptions
        {
            MinRowCount = options.MinRows,
            MinWeight = options.MinWeight,
            MinHessian = options.MinHessian,
            LastBinIsMissing = data.HasMissing,
            Categories = options.Categories,
        };
    }

    public KernelTime Time => histograms.Time;

    /// <summary>Grows a tree on the rows that the sets hold; they are rearranged.</summary>
    public GradientTree Grow(in GradientOperands operands)
    {
        var root = Root(in operands);
        if (options.Growth == GradientTreeGrowth.BestFirst)
        {
            GrowBestFirst(root, in operands);
        }
        else if (options.MaxDepth < 31 && 1L << options.MaxDepth <= 2L * options.MaxLeaves)
        {
            GrowSubtrees(root, operands);
        }
        else
        {
            GrowLevels(root, in operands);
        }

        return Number(root, in operands);
    }

    private GradientNode Root(in GradientOperands operands)
    {
        var histogram = histograms.Build(sets[0].Slice(0, sets[0].Count), in operands, degreeOfParallelism);
        var root = new GradientNode(0, histograms.Total(histogram), [.. sets.Select(set => new GradientNode.Range(0, set.Count))]) { Histogram = histogram };
        Evaluate(root, in operands, options.MaxLeaves > 1, degreeOfParallelism);
        return root;
    }

    private void GrowBestFirst(GradientNode root, in GradientOperands operands)
    {
        var queue = new PriorityQueue<GradientNode, (double LessGain, int Order)>();
        var order = 0;
        Enqueue(root);
        var leaves = 1;
        while (queue.TryDequeue(out var node, out _))
        {
            leaves++;
            Expand(node, in operands, leaves < options.MaxLeaves, degreeOfParallelism);
            if (leaves == options.MaxLeaves)
            {
                break;
            }

            Enqueue(node.Left!);
            Enqueue(node.Right!);
        }

        while (queue.TryDequeue(out var node, out _))
        {
            Close(node);
        }

        void Enqueue(GradientNode node)
        {
            if (node.Split.IsValid)
            {
                queue.Enqueue(node, (-node.Split.Gain, order++));
            }
        }
    }

    // Where hardly more leaves than allowed can come about, subtree by subtree: few histograms are alive, and a parent's
    // is still in the cache when a child's is taken from it. Leaves beyond those of level after level are undone.
    private void GrowSubtrees(GradientNode root, GradientOperands operands)
    {
        GradientNode[] open = root.Split.IsValid ? [root] : [];
        while (degreeOfParallelism > 1 && open.Length > 0 && open.Length < 4L * degreeOfParallelism)
        {
            foreach (var node in open)
            {
                Expand(node, in operands, true, degreeOfParallelism);
            }

            open = [.. open.SelectMany(node => new[] { node.Left!, node.Right! }).Where(node => node.Split.IsValid)];
        }

        // The greatest first, so that threads end together.
        open = [.. open.OrderByDescending(node => node.Rows)];
        GradientWork.Run(open.Length, degreeOfParallelism, item => GrowSubtree(open[item], in operands));
        Trim(root);
    }

    private void GrowSubtree(GradientNode top, in GradientOperands operands)
    {
        var open = new Stack<GradientNode>();
        open.Push(top);
        while (open.TryPop(out var node))
        {
            Expand(node, in operands, true, 1);
            foreach (var child in (ReadOnlySpan<GradientNode>)[node.Left!, node.Right!])
            {
                if (child.Split.IsValid)
                {
                    open.Push(child);
                }
            }
        }
    }

    private void Trim(GradientNode root)
    {
        var left = options.MaxLeaves - 1;
        var nodes = new Queue<GradientNode>([root]);
        while (nodes.TryDequeue(out var node))
        {
            if (node.Left is null)
            {
                continue;
            }

            if (left == 0)
            {
                (node.Left, node.Right) = (null, null);
                continue;
            }

            left--;
            nodes.Enqueue(node.Left);
            nodes.Enqueue(node.Right!);
        }
    }

    private void GrowLevels(GradientNode root, in GradientOperands operands)
    {
        var level = new List<GradientNode> { root };
        var leaves = 1;
        while (level.Count > 0)
        {
            var chosen = level.Where(node => node.Split.IsValid).Take(options.MaxLeaves - leaves).ToArray();
            foreach (var node in level.Where(node => node.Split.IsValid).Skip(chosen.Length))
            {
                Close(node);
            }

            leaves += chosen.Length;
            ExpandAll(chosen, operands, leaves < options.MaxLeaves);
            level.Clear();
            level.AddRange(chosen.SelectMany(node => new[] { node.Left!, node.Right! }));
        }
    }

    // Many nodes: each on one thread. Few: all threads work on one after the other.
    private void ExpandAll(GradientNode[] chosen, GradientOperands operands, bool splitChildren)
    {
        if (degreeOfParallelism == 1 || chosen.Length < 2L * degreeOfParallelism)
        {
            foreach (var node in chosen)
            {
                Expand(node, in operands, splitChildren, degreeOfParallelism);
            }

            return;
        }

        GradientWork.Run(chosen.Length, degreeOfParallelism, item => Expand(chosen[item], in operands, splitChildren, 1));
    }

    private void Expand(GradientNode node, in GradientOperands operands, bool splitChildren, int threads)
    {
        cancellation.ThrowIfCancellationRequested();
        var parent = node.Histogram!;
        var cut = cuts.Find(parent, node.Split);
        var (left, right) = histograms.Sides(parent, node.Sums, node.Split, splitOptions.LastBinIsMissing);
        var leftRanges = new GradientNode.Range[sets.Length];
        var rightRanges = new GradientNode.Range[sets.Length];
        for (var set = 0; set < sets.Length; set++)
        {
            var range = node.Ranges[set];
            var middle = sets[set].Split(range.Start, range.End, in cut, threads);
            (leftRanges[set], rightRanges[set]) = (new(range.Start, middle), new(middle, range.End));
        }

        node.Cut = cut;
        node.Left = new GradientNode(node.Depth + 1, left, leftRanges);
        node.Right = new GradientNode(node.Depth + 1, right, rightRanges);
        node.Histogram = null;
        var (smaller, larger) = leftRanges[0].Length <= rightRanges[0].Length ? (node.Left, node.Right) : (node.Right, node.Left);
        var (openSmaller, openLarger) = (splitChildren && CanSplit(smaller, operands.Scale), splitChildren && CanSplit(larger, operands.Scale));
        if (openSmaller || openLarger)
        {
            smaller.Histogram = histograms.Build(sets[0].Slice(smaller.Ranges[0].Start, smaller.Ranges[0].End), in operands, threads);
            if (openLarger)
            {
                histograms.Subtract(parent, smaller.Histogram);
                larger.Histogram = parent;
                parent = null;
            }

            Evaluate(larger, in operands, openLarger, threads);
            Evaluate(smaller, in operands, openSmaller, threads);
        }

        histograms.Return(parent);
    }

    private void Evaluate(GradientNode node, in GradientOperands operands, bool isOpen, int threads)
    {
        if (isOpen && CanSplit(node, operands.Scale))
        {
            var features = new SplitFeatures { GainWeights = operands.GainWeights, IsCategorical = isCategorical };
            node.Split = histograms.FindSplit(node.Histogram!, operands.Scale, options.Gain, splitOptions, features, threads);
        }

        if (!node.Split.IsValid)
        {
            Close(node);
        }
    }

    private void Close(GradientNode node)
    {
        histograms.Return(node.Histogram);
        node.Histogram = null;
        node.Split = default;
    }

    private bool CanSplit(GradientNode node, GradientHistogramScale scale) =>
        node.Depth < options.MaxDepth
        && node.Rows / 2 >= options.MinRows
        && scale.ToWeight(node.Sums[1]) >= 2 * options.MinWeight
        && scale.ToHessian(node.Hessian) >= 2 * options.MinHessian;

    private GradientTree Number(GradientNode root, in GradientOperands operands)
    {
        var scale = operands.Scale;
        var nodes = new List<GradientNode> { root };
        var splits = new List<TreeSplit>();
        var leaves = new List<(int, GradientNode.Range[])>();
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (node.Left is null)
            {
                splits.Add(TreeSplit.Leaf);
                leaves.Add((i, node.Ranges));
                continue;
            }

            splits.Add(cuts.ToNode(node.Cut, nodes.Count));
            nodes.Add(node.Left);
            nodes.Add(node.Right!);
        }

        var gain = options.Gain;
        var values = new double[ArraySize.Product(nameof(options), "values of nodes and outputs", nodes.Count, outputCount)];
        for (var i = 0; i < values.Length; i++)
        {
            var node = nodes[i / outputCount];
            var cells = node.Sums.AsSpan(2 + (2 * (i % outputCount)), 2);
            var sums = (scale.ToGradient(cells[0]), scale.ToHessian(cells[1]));
            var (gradient, hessian) = node.Left is null
                ? GradientLeafSums.Of(sums, node.Sums[1], options.L2, sets[0].Slice(node.Ranges[0].Start, node.Ranges[0].End), in operands, outputCount, i % outputCount)
                : sums;
            values[i] = gain.LeafValue(gradient, hessian);
        }

        return new GradientTree(
            [.. splits],
            [.. nodes.Select(node => new GradientTreeNode(node.Left is null ? 0 : node.Split.Gain, node.Rows, scale.ToWeight(node.Sums[1]), scale.ToHessian(node.Hessian)))],
            values,
            [.. leaves]);
    }
}
