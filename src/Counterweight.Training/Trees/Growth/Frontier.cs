namespace Counterweight.Training.Trees.Growth;

/// <summary>The nodes whose splits are found and not yet carried out; it chooses which come next.</summary>
internal abstract class Frontier
{
    public static Frontier Create(GrowthOrder order) => order switch
    {
        GrowthOrder.DepthFirst => new LastFound(),
        GrowthOrder.BestFirst => new GreatestGain(),
        _ => new WholeLevel(),
    };

    /// <summary>Adds the nodes that the last split nodes have led to.</summary>
    /// <param name="candidates">From left to right.</param>
    public abstract void Add(ReadOnlySpan<SplittableNode> candidates);

    /// <summary>Removes the nodes to be split next.</summary>
    /// <param name="most">How many may be split, at least 1.</param>
    /// <param name="nodes">They replace what is in it; empty in the end.</param>
    public abstract void Next(int most, List<int> nodes);

    private sealed class LastFound : Frontier
    {
        private readonly Stack<int> stack = new();

        public override void Add(ReadOnlySpan<SplittableNode> candidates)
        {
            for (var i = candidates.Length - 1; i >= 0; i--)
            {
                stack.Push(candidates[i].Node);
            }
        }

        public override void Next(int most, List<int> nodes)
        {
            nodes.Clear();
            if (stack.TryPop(out var node))
            {
                nodes.Add(node);
            }
        }
    }

    private sealed class GreatestGain : Frontier
    {
        private readonly PriorityQueue<int, (double LessGain, int Node)> queue = new();

        public override void Add(ReadOnlySpan<SplittableNode> candidates)
        {
            foreach (var (node, gain) in candidates)
            {
                queue.Enqueue(node, (-gain, node));
            }
        }

        public override void Next(int most, List<int> nodes)
        {
            nodes.Clear();
            if (queue.TryDequeue(out var node, out _))
            {
                nodes.Add(node);
            }
        }
    }

    private sealed class WholeLevel : Frontier
    {
        private readonly Queue<int> queue = new();

        public override void Add(ReadOnlySpan<SplittableNode> candidates)
        {
            foreach (var candidate in candidates)
            {
                queue.Enqueue(candidate.Node);
            }
        }

        public override void Next(int most, List<int> nodes)
        {
            nodes.Clear();
            while (nodes.Count < most && queue.TryDequeue(out var node))
            {
                nodes.Add(node);
            }
        }
    }
}
