using System.Diagnostics;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>The loops over lists of neighbors: they mark rows to drop, and make a list of rows of the marks.</summary>
internal static class VoteLoop
{
    /// <summary>Mark of a row that goes; 0 is that of one that stays.</summary>
    public const int Dropped = 1;

    /// <summary>Marks rows of chosen classes against which their neighbors vote; other marks become 0.</summary>
    public static void Mark(ReadOnlySpan<int> neighbors, int count, ReadOnlySpan<int> labels, ReadOnlySpan<bool> chosen, NeighborVote vote, Span<int> marks)
    {
        Debug.Assert(neighbors.Length == (long)count * labels.Length && marks.Length == labels.Length, "A row has no list of neighbors, or no mark.");
        for (var row = 0; row < labels.Length; row++)
        {
            marks[row] = chosen[labels[row]] && !Keeps(neighbors.Slice(row * count, count), labels, labels[row], vote) ? Dropped : 0;
        }
    }

    /// <summary>Marks rows that are not marked yet, of chosen classes, against which neighbors vote; returns how many, and takes them from the rows left of each class.</summary>
    public static int MarkMore(ReadOnlySpan<int> neighbors, int count, ReadOnlySpan<int> labels, ReadOnlySpan<bool> chosen, NeighborVote vote, Span<long> left, Span<int> marks)
    {
        Debug.Assert(neighbors.Length >= (long)count * labels.Length && marks.Length == labels.Length, "A row has no list of neighbors, or no mark.");
        var marked = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            var label = labels[row];
            if (marks[row] == 0 && chosen[label] && !Keeps(neighbors.Slice(row * count, count), labels, label, vote))
            {
                marks[row] = Dropped;
                left[label]--;
                marked++;
            }
        }

        return marked;
    }

    /// <summary>Whether neighbors vote to keep a row of a class; without neighbors they do.</summary>
    public static bool Keeps(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> labels, int label, NeighborVote vote)
    {
        if (vote == NeighborVote.Mode)
        {
            return neighbors.IsEmpty || Mode(neighbors, labels) == label;
        }

        foreach (var neighbor in neighbors)
        {
            if (labels[neighbor] != label)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Marks rows of chosen classes that are one end of a Tomek link: of two classes, each nearest to the other.</summary>
    public static void MarkLinks(ReadOnlySpan<int> nearest, ReadOnlySpan<int> labels, ReadOnlySpan<bool> chosen, Span<int> marks)
    {
        Debug.Assert(nearest.Length == labels.Length && marks.Length == labels.Length, "A row has no nearest row, or no mark.");
        for (var row = 0; row < labels.Length; row++)
        {
            var other = nearest[row];
            marks[row] = labels[other] != labels[row] && chosen[labels[row]] && nearest[other] == row ? Dropped : 0;
        }
    }

    /// <summary>Marks the neighbors, of chosen classes, of each row of a class against which they vote; other marks stay.</summary>
    public static void MarkNeighbors(ReadOnlySpan<int> neighbors, int count, ReadOnlySpan<int> labels, ReadOnlySpan<bool> chosen, int label, NeighborVote vote, Span<int> marks)
    {
        Debug.Assert(neighbors.Length == (long)count * labels.Length && marks.Length == labels.Length, "A row has no list of neighbors, or no mark.");
        for (var row = 0; row < labels.Length; row++)
        {
            var list = neighbors.Slice(row * count, count);
            if (labels[row] != label || Keeps(list, labels, label, vote))
            {
                continue;
            }

            foreach (var neighbor in list)
            {
                marks[neighbor] |= chosen[labels[neighbor]] ? Dropped : 0;
            }
        }
    }

    /// <summary>Makes of marks, in place, the rows that stay in ascending order, and −1 beyond; returns how many stay.</summary>
    public static int Compact(Span<int> marks)
    {
        DebugChecks.Rows(marks, Dropped + 1);
        var kept = 0;
        for (var row = 0; row < marks.Length; row++)
        {
            var stays = marks[row] == 0;
            marks[kept] = stays ? row : marks[kept];
            kept += stays ? 1 : 0;
        }

        marks[kept..].Fill(-1);
        return kept;
    }

    private static int Mode(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> labels)
    {
        var (mode, most) = (-1, 0);
        for (var i = 0; i < neighbors.Length; i++)
        {
            var label = labels[neighbors[i]];
            var votes = 0;
            foreach (var neighbor in neighbors)
            {
                votes += labels[neighbor] == label ? 1 : 0;
            }

            (mode, most) = votes > most || (votes == most && label < mode) ? (label, votes) : (mode, most);
        }

        return mode;
    }
}
