using System.Collections.Frozen;
using Counterweight.Training;

namespace Counterweight.LightGbm;

/// <summary>LightGBM's parameters as the text that its C API reads: name=value, parted by spaces.</summary>
internal static class ParameterText
{
    // Names and aliases of what the loss and its labels say.
    private static readonly FrozenSet<string> Taken = FrozenSet.Create(
        StringComparer.Ordinal, "objective", "objective_type", "app", "application", "loss", "num_class", "num_classes");

    private static readonly string[] Verbosity = ["verbosity", "verbose"];

    /// <summary>Names of the same parameter.</summary>
    public static string[] Boosting { get; } = ["boosting", "boosting_type", "boost"];

    public static string[] LinearTree { get; } = ["linear_tree", "linear_trees"];

    public static string[] CategoricalFeature { get; } = ["categorical_feature", "cat_feature", "categorical_column", "cat_column", "categorical_features"];

    /// <summary>What is said of a parameter, by whichever of its names.</summary>
    public static string[] Values(IReadOnlyList<(string Name, string Value)>? parameters, params string[] names) =>
        [.. (parameters ?? []).Where(parameter => names.Contains(parameter.Name, StringComparer.Ordinal)).Select(parameter => parameter.Value)];

    /// <summary>Whether a parameter is set.</summary>
    public static bool IsTrue(IReadOnlyList<(string Name, string Value)>? parameters, params string[] names) =>
        Values(parameters, names).Any(value => value is "+" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Parameters. LightGBM is silent where they do not say otherwise.</summary>
    /// <exception cref="ArgumentException">A name or value would be read as more than one, or the loss says it.</exception>
    public static string Of(IReadOnlyList<(string Name, string Value)>? parameters)
    {
        List<string> parts = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var (name, value) in parameters ?? [])
        {
            if (!IsWord(name) || !IsWord(value))
            {
                throw Require.Misfit($"parameters has '{name}' with the value '{value}'; each must be one word without '=', '#' and quotation marks.", nameof(parameters));
            }

            if (Taken.Contains(name))
            {
                throw Require.Misfit($"parameters has {name}; the objective says it.", nameof(parameters));
            }

            if (!names.Add(name))
            {
                throw Require.Misfit($"parameters has {name} twice.", nameof(parameters));
            }

            parts.Add($"{name}={value}");
        }

        return string.Join(' ', Values(parameters, Verbosity).Length > 0 ? parts : ["verbosity=-1", .. parts]);
    }

    // LightGBM takes quotation marks off, and a text in C ends at its first 0.
    private static bool IsWord(string? text) => text is { Length: > 0 } && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '=' or '#' or '"' or '\'');
}
