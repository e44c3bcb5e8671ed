namespace Counterweight.Cli.Columns;

/// <summary>The name that a user may have meant.</summary>
internal static class NearestColumn
{
    /// <summary>The name with the fewest letters to change, add or remove, case aside; null where none is near.</summary>
    public static string? Find(string name, IReadOnlyList<string> names)
    {
        string? nearest = null;
        var least = (Math.Max(name.Length, 3) / 2) + 1;
        foreach (var other in names)
        {
            // One letter in common at least.
            var limit = Math.Min(least, Math.Max(name.Length, other.Length));
            if (Math.Abs(other.Length - name.Length) < limit && Distance(name, other) is var distance && distance < limit)
            {
                (nearest, least) = (other, distance);
            }
        }

        return nearest;
    }

    /// <summary>Letters to change, add or remove (Levenshtein), case aside.</summary>
    public static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 0; i < first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < second.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(first[i]) == char.ToUpperInvariant(second[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
