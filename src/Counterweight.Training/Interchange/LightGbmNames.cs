namespace Counterweight.Training.Interchange;

/// <summary>Names of features as LightGBM and its files take them: a space ends one, JSON's own characters are refused, an empty one gets lost and no two may be the same.</summary>
internal static class LightGbmNames
{
    /// <summary>As many names, all different.</summary>
    public static string[] Of(IReadOnlyList<string> names)
    {
        var written = new string[names.Count];
        var taken = new HashSet<string>(names.Count, StringComparer.Ordinal);
        for (var feature = 0; feature < written.Length; feature++)
        {
            var name = names[feature].Length == 0 ? Require.Text($"Column_{feature}") : Clean(names[feature]);
            var stem = name;
            for (var i = 1; !taken.Add(name); i++)
            {
                name = Require.Text($"{stem}_{i}");
            }

            written[feature] = name;
        }

        return written;
    }

    private static string Clean(string name) =>
        string.Concat(name.Select(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || ",[]{}\":=\\".Contains(letter, StringComparison.Ordinal) ? '_' : letter));
}
