using Counterweight.Training.Data;

namespace Counterweight.Training.Forests;

/// <summary>Draws the rows of a tree with replacement.</summary>
/// <param name="candidates">Rows to draw from: those with weight, as if the others were not there.</param>
/// <param name="rowCount">Rows of the data.</param>
/// <param name="seed">Seed of the forest.</param>
internal sealed class Bootstrap(int[] candidates, int rowCount, ulong seed)
{
    /// <summary>Draws that are made together.</summary>
    private const int Together = 512;

    public int RowCount => rowCount;

    /// <summary>How often a tree draws each row: the same at every call.</summary>
    public void Draw(int tree, Span<int> counts)
    {
        counts.Clear();
        var stream = SeedStreams.Of(seed, DrawPurpose.Bootstrap, tree);
        Span<uint> buffer = stackalloc uint[Together];
        for (var first = 0L; first < candidates.Length; first += Together)
        {
            var drawn = buffer[..(int)Math.Min(Together, candidates.Length - first)];
            stream.FillBelow(first, (uint)candidates.Length, drawn);
            foreach (var draw in drawn)
            {
                counts[candidates[draw]]++;
            }
        }
    }
}
