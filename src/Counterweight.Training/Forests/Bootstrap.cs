using Counterweight.Training.Trees.Growth;

namespace Counterweight.Training.Forests;

/// <summary>Draws the rows of a tree with replacement.</summary>
/// <param name="candidates">Rows to draw from: those with weight, as if the others were not there.</param>
/// <param name="rowCount">Rows of the data.</param>
/// <param name="seed">Seed of the forest.</param>
internal sealed class Bootstrap(int[] candidates, int rowCount, ulong seed)
{
    /// <summary>Beyond what nodes are keyed by.</summary>
    private const ulong Draws = ulong.MaxValue;

    public int RowCount => rowCount;

    /// <summary>How often a tree draws each row: the same at every call.</summary>
    public void Draw(int tree, Span<int> counts)
    {
        counts.Clear();
        var stream = NodeKey.Root(seed, tree).Child(Draws).Stream();
        for (var i = 0; i < candidates.Length; i++)
        {
            counts[candidates[stream.Below(candidates.Length)]]++;
        }
    }
}
