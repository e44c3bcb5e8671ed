using Counterweight.Core.Work;
using Counterweight.Threading;

namespace Counterweight.Training.Trees.Growth;

/// <summary>
/// Grows a tree best first on several threads. Which node is split next is known only when the children of all nodes that
/// gain more are searched; but nearly all of the best nodes are split in the end. So threads divide the best nodes ahead,
/// and a division counts when its node's turn comes: the tree is that of one thread.
/// </summary>
/// <param name="division">Divides the nodes; all grow from the first.</param>
/// <param name="degreeOfParallelism">Threads at most.</param>
internal sealed class BestFirstTeam<TSplit, TCell>(NodeDivision<TSplit, TCell> division, int degreeOfParallelism)
    where TSplit : struct
    where TCell : struct
{
    /// <summary>Nodes of so many rows are divided by all threads together.</summary>
    /// <remarks>2¹⁵, 2¹⁷ and 2¹⁸ could not be told from it (Zen 5, two threads, 31 and 255 leaves). The numbers below were chosen, not measured.</remarks>
    private const int LongRows = 1 << 16;

    /// <summary>The best one in so many of the nodes that may still be split are divided ahead.</summary>
    private const int AheadPart = 2;

    /// <summary>Nodes that are divided ahead at most, for each thread.</summary>
    private const int AheadPerThread = 8;

    /// <summary>Nodes that a team makes before it stops for more memory, at least, where so many may come.</summary>
    private const int LeastPlaces = 256;

    private readonly int threads = ThreadLimit.Of(degreeOfParallelism);
    private readonly Gate gate = new();
    private readonly NodeStore<TSplit, TCell> nodes = division.Nodes;
    private readonly SortedSet<FrontierNode> frontier = new(FrontierNode.BestFirst);
    private int splitsLeft = division.Policy.MaxLeaves - 1;
    private int order;
    private int changes;
    private bool isOver;

    public void Grow()
    {
        division.Begin(threads);
        Collect(0);
        while (splitsLeft > 0 && frontier.Min is { } best)
        {
            if (IsLong(best))
            {
                nodes.AddChildren(best.Node);
                division.Divide(best.Node, splitsLeft > 1, threads);
                best.Stage = FrontierStage.Divided;
                SplitDivided();
            }
            else
            {
                // Each split may have one division beside it that is undone.
                nodes.Reserve((int)Math.Min(Math.Max(LeastPlaces, nodes.Count), 4L * splitsLeft));
                isOver = false;
                ParallelItems.Run(threads, threads, _ => Work());
            }
        }

        foreach (var candidate in frontier)
        {
            if (candidate.Stage == FrontierStage.Divided)
            {
                division.Undo(candidate.Node);
            }

            division.StayLeaf(candidate.Node);
        }
    }

    private bool IsLong(FrontierNode candidate) => candidate.Stage == FrontierStage.Searched && nodes.Rows(candidate.Node).Length >= LongRows;

    private void Work()
    {
        while (Next(out var childrenMaySplit) is { } taken)
        {
            var isDone = false;
            try
            {
                division.Divide(taken.Node, childrenMaySplit, 1);
                isDone = true;
            }
            finally
            {
                Return(taken, isDone);
            }
        }
    }

    // A node to divide; null where none can be until this team is over.
    private FrontierNode? Next(out bool childrenMaySplit)
    {
        while (true)
        {
            int seen;
            gate.Enter();
            try
            {
                if (!isOver)
                {
                    SplitDivided();
                    isOver = splitsLeft == 0 || frontier.Min is not { } best || IsLong(best) || !nodes.HasRoom;
                }

                if (isOver)
                {
                    Tell();
                    childrenMaySplit = false;
                    return null;
                }

                if (Choose(out var place) is { } chosen)
                {
                    chosen.Stage = FrontierStage.Taken;
                    nodes.AddChildren(chosen.Node);
                    childrenMaySplit = splitsLeft > place + 1;
                    return chosen;
                }

                seen = changes;
            }
            finally
            {
                gate.Exit();
            }

            Await(seen);
        }
    }

    private void Await(int seen)
    {
        for (var patience = new Patience(); Volatile.Read(ref changes) == seen && patience.Spin();)
        {
        }

        gate.Enter();
        gate.WaitWhile((Team: this, Seen: seen), static wait => wait.Team.changes == wait.Seen);
        gate.Exit();
    }

    private void Tell()
    {
        changes++;
        gate.Tell();
    }

    // Others wait for this: it is told whatever became of the thread.
    private void Return(FrontierNode taken, bool isDone)
    {
        gate.Enter();
        taken.Stage = FrontierStage.Divided;
        isOver |= !isDone;
        Tell();
        gate.Exit();
    }

    /// <summary>The best node to divide, of those that are hardly ever overtaken by so many others that they stay leaves.</summary>
    private FrontierNode? Choose(out int place)
    {
        var most = (int)Math.Min(splitsLeft, Math.Clamp(splitsLeft / AheadPart, threads, (long)AheadPerThread * threads));
        place = 0;
        foreach (var candidate in frontier)
        {
            if (place == most)
            {
                break;
            }

            if (candidate.Stage == FrontierStage.Searched && !IsLong(candidate))
            {
                return candidate;
            }

            place++;
        }

        return null;
    }

    /// <summary>Splits the best nodes as far as they are divided.</summary>
    private void SplitDivided()
    {
        while (splitsLeft > 0 && frontier.Min is { Stage: FrontierStage.Divided } best)
        {
            frontier.Remove(best);
            nodes[best.Node].State = NodeState.Split;
            splitsLeft--;
            Collect(nodes[best.Node].LeftChild);
            Collect(nodes[best.Node].LeftChild + 1);
        }
    }

    private void Collect(int node)
    {
        if (nodes[node].State == NodeState.Open)
        {
            frontier.Add(new FrontierNode(node, nodes[node].Gain, order++));
        }
        else
        {
            division.Finish(node);
        }
    }
}
