namespace Counterweight.Training.Data;

/// <summary>Names of features, categories and classes.</summary>
internal static class Names
{
    /// <summary>Refuses a name that is null or that no file can hold: half a surrogate pair, which UTF-8 would replace.</summary>
    /// <param name="names">The names.</param>
    /// <param name="parameter">The parameter to blame.</param>
    /// <param name="text">What the list is called; null: as the parameter.</param>
    /// <exception cref="ArgumentException">A name is null or not well-formed (the message names it).</exception>
    public static void Check(IReadOnlyList<string> names, string parameter, string? text = null)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (Fault(names[i]) is { } fault)
            {
                throw Require.Misfit($"{text ?? parameter}[{i}] {fault}", parameter);
            }
        }
    }

    /// <summary>The same, and refuses a name that is there twice: classes are found by their names.</summary>
    /// <exception cref="ArgumentException">A name is null, not well-formed or there twice (the message names both).</exception>
    public static void CheckDistinct(IReadOnlyList<string> names, string parameter)
    {
        Check(names, parameter);
        var places = new Dictionary<string, int>(names.Count, StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (!places.TryAdd(names[i], i))
            {
                throw Require.Misfit($"{parameter}[{i}] is '{names[i]}', as {parameter}[{places[names[i]]}] is; classes must have different names.", parameter);
            }
        }
    }

    /// <summary>What is wrong with a name; null where it is one.</summary>
    public static string? Fault(string? name)
    {
        if (name is null)
        {
            return "is null.";
        }

        var lone = LoneSurrogate(name);
        return lone < 0 ? null : Require.Text($"has half a surrogate pair, U+{(int)name[lone]:X4}, at character {lone}: it is not Unicode text.");
    }

    private static int LoneSurrogate(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i]))
            {
                continue;
            }

            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
