using System.Runtime.InteropServices;
using Counterweight.Randomness;

namespace Counterweight.Training.Data;

/// <summary>Draws the rows of the parts of an ensemble: trees, rounds or bags.</summary>
internal sealed class PartDraws
{
    /// <summary>Draws that are made together.</summary>
    private const int Together = 256;

    private readonly int[][] groups;
    private readonly int[] counts;
    private readonly bool withReplacement;
    private readonly bool bootstraps;
    private readonly ulong seed;

    /// <param name="labels">One class a row.</param>
    /// <param name="candidates">Rows to draw from: those with weight, as if the others were not there.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="sampling">How many rows of each class; none: as many as there are candidates, whatever their class.</param>
    /// <param name="seed">Seed of the ensemble.</param>
    /// <param name="bootstrap">Whether as many rows as were drawn without replacement are drawn from them once more, with replacement.</param>
    public PartDraws(ReadOnlySpan<int> labels, int[] candidates, int classCount, ClassSampling sampling, ulong seed, bool bootstrap = false)
    {
        this.seed = seed;
        withReplacement = sampling == ClassSampling.None || sampling.WithReplacement;
        bootstraps = bootstrap && !withReplacement;
        groups = sampling == ClassSampling.None ? [candidates] : OfClasses(labels, candidates, classCount);
        var fewest = groups.Min(rows => rows.Length);
        counts = [.. groups.Select(rows => sampling == ClassSampling.None ? rows.Length : sampling.RowsOf(rows.Length, fewest))];
    }

    /// <summary>Of all candidates, whatever their class.</summary>
    public static PartDraws OfAll(int[] candidates, ulong seed) => new([], candidates, 0, ClassSampling.None, seed);

    /// <summary>Rows of a draw, repeated ones included.</summary>
    public int DrawnCount => counts.Sum();

    /// <summary>How often a part draws each row: the same at every call.</summary>
    /// <param name="part">Number of the tree, round or bag.</param>
    /// <param name="times">One number a row.</param>
    public void Draw(int part, Span<int> times)
    {
        times.Clear();
        var stream = SeedStreams.Of(seed, DrawPurpose.PartRows, part);
        var next = 0L;
        for (var group = 0; group < groups.Length; group++)
        {
            if (withReplacement)
            {
                DrawWithReplacement(stream, ref next, groups[group], counts[group], times);
            }
            else
            {
                DrawDistinct(stream, ref next, groups[group], counts[group], times);
            }
        }

        if (bootstraps)
        {
            var drawn = TrainingInput.CountingRows(times);
            times.Clear();
            DrawWithReplacement(stream, ref next, drawn, drawn.Length, times);
        }
    }

    private static void DrawWithReplacement(RandomStream stream, ref long next, int[] rows, int count, Span<int> times)
    {
        Span<uint> buffer = stackalloc uint[Together];
        for (var left = count; left > 0; left -= Together)
        {
            var drawn = buffer[..Math.Min(Together, left)];
            stream.FillBelow(next, (uint)rows.Length, drawn);
            next += drawn.Length;
            foreach (var draw in drawn)
            {
                times[rows[draw]]++;
            }
        }
    }

    /// <summary>Every set of so many rows is as probable as any other (Floyd's algorithm: Bentley, Programming pearls, 1987).</summary>
    private static void DrawDistinct(RandomStream stream, ref long next, int[] rows, int count, Span<int> times)
    {
        Span<ulong> buffer = stackalloc ulong[Together];
        for (var last = rows.Length - count; last < rows.Length;)
        {
            var numbers = buffer[..Math.Min(Together, rows.Length - last)];
            stream.FillBits(2 * next, MemoryMarshal.Cast<ulong, uint>(numbers));
            next += numbers.Length;
            foreach (var number in numbers)
            {
                var row = rows[(int)Math.BigMul(number, (ulong)last + 1, out _)];
                times[times[row] == 0 ? row : rows[last]] = 1;
                last++;
            }
        }
    }

    /// <summary>The rows of each class that has some.</summary>
    private static int[][] OfClasses(ReadOnlySpan<int> labels, int[] candidates, int classCount)
    {
        var sizes = new int[classCount];
        foreach (var row in candidates)
        {
            sizes[labels[row]]++;
        }

        var rows = Array.ConvertAll(sizes, size => new int[size]);
        Array.Clear(sizes);
        foreach (var row in candidates)
        {
            rows[labels[row]][sizes[labels[row]]++] = row;
        }

        return Array.FindAll(rows, group => group.Length > 0);
    }
}
