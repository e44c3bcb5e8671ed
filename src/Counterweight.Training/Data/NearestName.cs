using System.Text;

namespace Counterweight.Training.Data;

/// <summary>Finds the name that was probably meant.</summary>
internal sealed class NearestName
{
    /// <summary>Longer names are near only where they are the same but for case and signs: the search costs the product of lengths.</summary>
    private const int LongestCompared = 200;

    private readonly (string Name, string Plain)[] candidates;
    private readonly Dictionary<string, string> byPlain = new(StringComparer.Ordinal);

    /// <param name="candidates">The names there are.</param>
    public NearestName(IEnumerable<string> candidates)
    {
        this.candidates = [.. candidates.Select(name => (name, Plain(name)))];
        foreach (var (name, plain) in this.candidates)
        {
            byPlain.TryAdd(plain, name);
        }
    }

    /// <summary>
    /// The name that differs from this one in case, spaces and signs alone, or in one letter of three at most, three in all: the first
    /// of those that differ in the fewest. Null where none is so near.
    /// </summary>
    public string? To(string name)
    {
        var plain = Plain(name);
        if (byPlain.TryGetValue(plain, out var same))
        {
            return same;
        }

        if (plain.Length > LongestCompared)
        {
            return null;
        }

        string? nearest = null;
        var least = Math.Min(3, plain.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Plain.Length - plain.Length) < least && Distance(plain, candidate.Plain) is var distance && distance < least)
            {
                (nearest, least) = (candidate.Name, distance);
            }
        }

        return nearest;
    }

    // A name without letters and digits is itself.
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name.Where(char.IsLetterOrDigit))
        {
            plain.Append(char.ToUpperInvariant(letter));
        }

        return plain.Length > 0 ? plain.ToString() : name;
    }

    /// <summary>Letters to insert, delete, replace, or change places of with the next: the optimal string alignment distance.</summary>
    private static int Distance(string left, string right)
    {
        var (before, last, next) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            next[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                next[j] = Math.Min(Math.Min(last[j], next[j - 1]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    next[j] = Math.Min(next[j], before[j - 2] + 1);
                }
            }

            (before, last, next) = (last, next, before);
        }

        return last[right.Length];
    }
}
