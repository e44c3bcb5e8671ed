namespace Counterweight.Training.Data;

/// <summary>Names of features and classes.</summary>
internal static class Names
{
    /// <summary>Refuses a name that is null or that no file can hold: half a surrogate pair, which UTF-8 would replace.</summary>
    /// <param name="names">The names.</param>
    /// <param name="parameter">The parameter to blame.</param>
    /// <exception cref="ArgumentException">The list or a name is null or not well-formed (the message names it).</exception>
    public static void Check(IReadOnlyList<string>? names, string parameter) => Check(names, parameter, parameter);

    /// <inheritdoc cref="Check(IReadOnlyList{string}, string)"/>
    /// <param name="names">The names.</param>
    /// <param name="text">What the list is called.</param>
    /// <param name="parameter">The parameter to blame.</param>
    public static void Check(IReadOnlyList<string>? names, string text, string parameter)
    {
        if (names is null)
        {
            throw Require.Misfit($"{text} is null.", parameter);
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] is null)
            {
                throw Require.Misfit($"{text}[{i}] is null.", parameter);
            }

            var lone = LoneSurrogate(names[i]);
            if (lone >= 0)
            {
                throw Require.Misfit($"{text}[{i}] has half a surrogate pair, U+{(int)names[i][lone]:X4}, at character {lone}: it is not Unicode text.", parameter);
            }
        }
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
