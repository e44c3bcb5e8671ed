using Counterweight.Draws;
using Counterweight.Training.Data;

namespace Counterweight.Training.Evaluation;

/// <summary>Groups of rows, and how they are dealt out to folds.</summary>
internal sealed class FoldGroups
{
    private readonly int foldCount;
    private readonly int[] groupOfRow;
    private readonly List<Dictionary<int, int>> classCounts = [];
    private readonly List<int> sizes = [];
    private readonly Dictionary<int, long> totals = [];

    public FoldGroups(ReadOnlySpan<int> labels, ReadOnlySpan<int> groups, int foldCount)
    {
        this.foldCount = foldCount;
        groupOfRow = new int[labels.Length];
        var numbers = new Dictionary<int, int>();
        for (var row = 0; row < labels.Length; row++)
        {
            if (!numbers.TryGetValue(groups[row], out var number))
            {
                numbers.Add(groups[row], number = sizes.Count);
                sizes.Add(0);
                classCounts.Add([]);
            }

            groupOfRow[row] = number;
            sizes[number]++;
            classCounts[number][labels[row]] = classCounts[number].GetValueOrDefault(labels[row]) + 1;
            totals[labels[row]] = totals.GetValueOrDefault(labels[row]) + 1;
        }

        Require.That(foldCount >= 2 && foldCount <= sizes.Count, foldCount, nameof(foldCount), $"in [2, {sizes.Count}], the number of groups");
    }

    /// <summary>How many groups some rows are of.</summary>
    public static int Count(IEnumerable<int> groups) => groups.Distinct().Count();

    /// <summary>The fold of each row.</summary>
    public int[] Deal(ulong seed)
    {
        int[] shuffled = [.. Enumerable.Range(0, sizes.Count)];
        RandomOrder.Shuffle(SeedStreams.Of(seed, DrawPurpose.GroupFolds), 0, shuffled);
        var foldOfGroup = new int[sizes.Count];
        var held = new long[foldCount];
        Dictionary<int, long>[] classes = [.. Enumerable.Range(0, foldCount).Select(_ => new Dictionary<int, long>())];
        // OrderBy is stable: groups of as many rows stay shuffled.
        foreach (var group in shuffled.OrderByDescending(group => sizes[group]))
        {
            var fold = Enumerable.Range(0, foldCount).MinBy(fold => (Crowding(classes[fold], classCounts[group]), held[fold], fold));
            foldOfGroup[group] = fold;
            held[fold] += sizes[group];
            foreach (var (label, count) in classCounts[group])
            {
                classes[fold][label] = classes[fold].GetValueOrDefault(label) + count;
            }
        }

        return [.. groupOfRow.Select(group => foldOfGroup[group])];
    }

    private double Crowding(Dictionary<int, long> fold, Dictionary<int, int> group)
    {
        var sum = 0.0;
        // In the order of classes: the order of a sum shows in its last bit.
        foreach (var (label, count) in group.OrderBy(pair => pair.Key))
        {
            var total = (double)totals[label];
            sum += fold.GetValueOrDefault(label) / total * (count / total);
        }

        return sum;
    }
}
