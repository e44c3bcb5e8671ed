using System.Runtime.CompilerServices;

namespace Counterweight.Resampling.Over;

/// <summary>New rows that start from a drawn row and lie towards no other.</summary>
internal static class RowCopies
{
    /// <summary>Words of the stream that belong to a new row, as where pairs are drawn: the first two choose its parent.</summary>
    private const int WordsPerRow = 4;

    /// <summary>Draws parents with replacement, or takes the chosen ones.</summary>
    [SkipLocalsInit]
    public static void Draw(ReadOnlySpan<int> rows, int label, RowDraws draws, Span<int> parents)
    {
        var stream = draws.Stream(RowDraws.Purpose.Pairs, label);
        Span<uint> words = stackalloc uint[OverTuning.RowsPerItem * WordsPerRow];
        for (var first = 0; first < parents.Length; first += OverTuning.RowsPerItem)
        {
            var part = parents[first..Math.Min(parents.Length, first + OverTuning.RowsPerItem)];
            if (draws.Parents.IsEmpty)
            {
                stream.FillBits((long)first * WordsPerRow, words[..checked(part.Length * WordsPerRow)]);
            }

            for (var i = 0; i < part.Length; i++)
            {
                var at = checked(i * WordsPerRow);
                part[i] = rows[draws.Parents.IsEmpty
                    ? (int)Math.BigMul(words[at] | ((ulong)words[at + 1] << 32), (uint)rows.Length, out _)
                    : draws.Parents[first + i]];
            }
        }
    }

    /// <summary>Copies the parents and tells which they are.</summary>
    public static void Make(in ClassTask task, ReadOnlySpan<int> parents)
    {
        RowGatherLoop.Gather(task.Original.Features, task.FeatureCount, parents, task.Destination.Features);
        Tell(in task, parents);
    }

    /// <summary>What else is told of rows that lie towards no other.</summary>
    public static void Tell(in ClassTask task, ReadOnlySpan<int> parents)
    {
        var to = task.Destination;
        to.Steps.Clear();
        if (!to.Parents.IsEmpty)
        {
            parents.CopyTo(to.Parents);
        }

        if (!to.Neighbors.IsEmpty)
        {
            parents.CopyTo(to.Neighbors);
        }

        for (var i = 0; i < to.SampleWeights.Length; i++)
        {
            to.SampleWeights[i] = task.Original.SampleWeights[parents[i]];
        }
    }
}
