namespace Counterweight.Training.Trees;

/// <summary>
/// Heaps of numbered items, each item in one of them, the greatest key on top; a heap is the number of its top, −1 an
/// empty one. Merging takes no time, taking the top O(log n) amortised.
/// Source: Fredman, Sedgewick, Sleator, Tarjan, The pairing heap, Algorithmica 1, 1986.
/// </summary>
internal sealed class PairingHeaps
{
    private readonly double[] keys;
    private readonly int[] firstBelow;
    private readonly int[] nextBeside;

    /// <param name="keys">The key of each item; that of an item must not change once it is merged with others.</param>
    public PairingHeaps(double[] keys)
    {
        this.keys = keys;
        firstBelow = new int[keys.Length];
        nextBeside = new int[keys.Length];
        firstBelow.AsSpan().Fill(-1);
        nextBeside.AsSpan().Fill(-1);
    }

    /// <summary>One heap of two.</summary>
    public int Merge(int one, int other)
    {
        if (one < 0 || other < 0)
        {
            return Math.Max(one, other);
        }

        var (top, below) = keys[one] >= keys[other] ? (one, other) : (other, one);
        nextBeside[below] = firstBelow[top];
        firstBelow[top] = below;
        return top;
    }

    /// <summary>What is left of a heap without its top.</summary>
    public int WithoutTop(int top)
    {
        // Pairs from the left, then all of them from the right; the pairs are chained backwards meanwhile.
        var pairs = -1;
        var next = firstBelow[top];
        firstBelow[top] = -1;
        while (next >= 0)
        {
            var first = Take(ref next);
            var pair = next < 0 ? first : Merge(first, Take(ref next));
            nextBeside[pair] = pairs;
            pairs = pair;
        }

        var merged = -1;
        while (pairs >= 0)
        {
            merged = Merge(merged, Take(ref pairs));
        }

        return merged;
    }

    /// <summary>All items of a heap, in no order.</summary>
    public IEnumerable<int> All(int top)
    {
        var open = new Stack<int>();
        for (var item = top; item >= 0 || open.TryPop(out item); item = nextBeside[item])
        {
            yield return item;
            if (firstBelow[item] >= 0)
            {
                open.Push(firstBelow[item]);
            }
        }
    }

    private int Take(ref int chain)
    {
        var item = chain;
        chain = nextBeside[item];
        nextBeside[item] = -1;
        return item;
    }
}
