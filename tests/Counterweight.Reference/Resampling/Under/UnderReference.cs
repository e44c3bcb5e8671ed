namespace Counterweight.Reference.Resampling.Under;

/// <summary>Methods that drop rows by their neighbors, from their definitions; strategies are all classes but the first of fewest rows.</summary>
/// <param name="points">Rows × features.</param>
/// <param name="features">Features.</param>
/// <param name="labels">One class a row.</param>
/// <param name="sparesMinority">Whether the minority loses no row.</param>
public sealed class UnderReference(float[] points, int features, int[] labels, bool sparesMinority = true)
{
    private int Rows => labels.Length;

    private IEnumerable<int> All => Enumerable.Range(0, Rows);

    private int Minority => !sparesMinority ? -1 : labels.Distinct().OrderBy(c => labels.Count(label => label == c)).ThenBy(c => c).FirstOrDefault(-1);

    /// <summary>Rows of Tomek links, but for those of the minority, go.</summary>
    public int[] Tomek(Func<int, int> nearest) => [.. All.Where(row => labels[row] == Minority || Rows < 2 || labels[nearest(row)] == labels[row] || nearest(nearest(row)) != row)];

    /// <summary>Editing once.</summary>
    public int[] Edited(Func<int, int[]> nearest, bool mode) => [.. All.Where(row => labels[row] == Minority || Votes(labels[row], nearest(row), mode))];

    /// <summary>Editing on what is left, with the numbers of neighbors given, one a round.</summary>
    public int[] Rounds(IEnumerable<int> counts, bool mode, bool untilNoneGoes)
    {
        var (minority, least) = (Minority, labels.Count(label => label == Minority));
        var left = All.ToArray();
        foreach (var count in counts)
        {
            int[] next = [.. left.Where(row => labels[row] == minority || Votes(labels[row], Nearest(row, left, count), mode))];
            var stops = untilNoneGoes && next.Length == left.Length;
            left = next;
            if (stops || labels.Distinct().Any(c => left.Count(row => labels[row] == c) < (c == minority ? 1 : Math.Max(1, least))))
            {
                break;
            }
        }

        return left;
    }

    /// <summary>The neighborhood cleaning rule.</summary>
    public int[] Cleaned(Func<int, int[]> nearest, bool mode, double share)
    {
        var minority = Minority;
        var gone = All.Except(Edited(nearest, mode: true)).ToHashSet();
        double least = share * labels.Count(label => label == minority);
        foreach (var row in All.Where(row => labels[row] == minority && !Votes(minority, nearest(row), mode)))
        {
            gone.UnionWith(nearest(row).Where(other => labels[other] != minority && labels.Count(label => label == labels[other]) >= least));
        }

        return [.. All.Where(row => !gone.Contains(row))];
    }

    /// <summary>Hart's set.</summary>
    public int[] Condensed(int[] seeds, int passes)
    {
        var minority = Minority;
        List<int> set = [.. All.Where(row => labels[row] == minority), .. seeds.Distinct()];
        for (var pass = 0; pass < passes; pass++)
        {
            var before = set.Count;
            foreach (var row in All.Where(row => !set.Contains(row)).ToArray())
            {
                if (set.Count == 0 || labels[set.MinBy(other => Squared(row, other))] != labels[row])
                {
                    set.Add(row);
                }
            }

            if (set.Count == before)
            {
                break;
            }
        }

        return [.. set.Order()];
    }

    /// <summary>One-sided selection.</summary>
    public int[] OneSided(int[] seeds)
    {
        var minority = Minority;
        var left = All.Where(row => labels[row] == minority || seeds.Contains(row)
            || All.Where(other => labels[other] == minority).Concat(seeds.Where(seed => labels[seed] == labels[row])).MinBy(other => Squared(row, other)) is var nearest
                && labels[nearest] == minority).ToArray();
        return left.Length < 2 ? left : [.. left.Where(row => labels[row] == minority || IsNoLink(row, Nearest(row, left, 1)[0], left))];
    }

    /// <summary>NearMiss, version 1, 2 or 3, with as many rows as the minority has.</summary>
    public int[] NearMiss(int version, int count, int candidates)
    {
        var minority = Minority;
        var near = All.Where(row => labels[row] == minority).ToArray();
        return
        [
            .. labels.Distinct().SelectMany(c =>
            {
                var rows = All.Where(row => labels[row] == c).ToArray();
                if (rows.Length <= near.Length)
                {
                    return rows;
                }

                if (version < 3)
                {
                    return rows.OrderBy(row => Average(row, near, count, version == 2)).ThenBy(row => row).Take(near.Length);
                }

                var chosen = near.SelectMany(row => rows.OrderBy(other => Squared(row, other)).ThenBy(other => other).Take(candidates)).Distinct();
                return chosen.OrderByDescending(row => Average(row, near, count, false)).ThenBy(row => row).Take(near.Length);
            }).Order(),
        ];
    }

    /// <summary>As many rows of each class as the minority has, those of the greatest values.</summary>
    public int[] Greatest(double[] values)
    {
        var least = labels.Count(label => label == Minority);
        return [.. labels.Distinct().SelectMany(c => All.Where(row => labels[row] == c).OrderByDescending(row => values[row]).ThenBy(row => row).Take(least)).Order()];
    }

    /// <summary>As many rows of each class as the minority has: those that come first in an order.</summary>
    public int[] First(int[] order)
    {
        var least = labels.Count(label => label == Minority);
        return [.. order.GroupBy(row => labels[row]).SelectMany(rows => rows.Take(least)).Order()];
    }

    /// <summary>Draws one after the other: a row of a class that still needs m of its n rows goes in where u·n is below m.</summary>
    public int[] Drawn(Func<int, double> draws)
    {
        var least = labels.Count(label => label == Minority);
        var (needed, left) = (labels.Distinct().ToDictionary(c => c, _ => least), labels.GroupBy(c => c).ToDictionary(rows => rows.Key, rows => rows.Count()));
        List<int> kept = [];
        foreach (var row in All)
        {
            var c = labels[row];
            if (draws(row) * left[c]-- < needed[c])
            {
                needed[c]--;
                kept.Add(row);
            }
        }

        return [.. kept];
    }

    /// <summary>The first row of each class but the minority, at a place drawn.</summary>
    public int[] Seeds(Func<int, int, int> below) =>
        [.. labels.Distinct().Order().Where(c => c != Minority).Select(c => All.Where(row => labels[row] == c).ElementAt(below(c, labels.Count(label => label == c))))];

    /// <summary>The nearest of some rows other than itself, the lower first of equally near ones.</summary>
    public int[] Nearest(int row, int[] among, int count) => [.. among.Where(other => other != row).OrderBy(other => Squared(row, other)).ThenBy(other => other).Take(count)];

    /// <summary>The nearest of all other rows.</summary>
    public int[] Nearest(int row, int count) => Nearest(row, [.. All], count);

    private bool IsNoLink(int row, int nearest, int[] among) => labels[nearest] == labels[row] || Nearest(nearest, among, 1)[0] != row;

    private double Average(int row, int[] near, int count, bool farthest)
    {
        var distances = near.Select(other => Math.Sqrt(Squared(row, other))).Order().ToArray();
        count = Math.Min(count, distances.Length);
        return (farthest ? distances[^count..] : distances[..count]).Aggregate(0.0, (sum, distance) => sum + distance);
    }

    private bool Votes(int label, int[] nearest, bool mode) => mode
        ? nearest.Length == 0 || nearest.GroupBy(row => labels[row]).OrderByDescending(rows => rows.Count()).ThenBy(rows => rows.Key).First().Key == label
        : nearest.All(row => labels[row] == label);

    private double Squared(int row, int other)
    {
        var sum = 0.0;
        for (var i = 0; i < features; i++)
        {
            var difference = (double)points[(row * features) + i] - points[(other * features) + i];
            sum += difference * difference;
        }

        return sum;
    }
}
