using System.Collections.Frozen;
using Counterweight.Training;

namespace Counterweight.LightGbm;

/// <summary>LightGBM's parameters as the text that its C API reads: name=value, parted by spaces.</summary>
internal static class ParameterText
{
    // Names and aliases of what the loss and its labels say.
    private static readonly FrozenSet<string> Taken = FrozenSet.Create(
        StringComparer.Ordinal, "objective", "objective_type", "app", "application", "loss", "num_class", "num_classes");

    /// <summary>Parameters, after those that hold where they say nothing.</summary>
    /// <exception cref="ArgumentException">A name or value would be read as more than one, or the loss says it.</exception>
    public static string Of(IReadOnlyList<(string Name, string Value)>? parameters, params IEnumerable<string> defaults)
    {
        List<string> parts = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (var (name, value) in parameters ?? [])
        {
            if (Taken.Contains(name))
            {
                throw Require.Misfit($"parameters has {name}; the objective says it.", nameof(parameters));
            }

            if (!IsWord(name) || value is null || !IsWord(value))
            {
                throw Require.Misfit($"parameters has '{name}' with the value '{value}'; each must be one word without '='.", nameof(parameters));
            }

            if (!names.Add(name))
            {
                throw Require.Misfit($"parameters has {name} twice.", nameof(parameters));
            }

            parts.Add($"{name}={value}");
        }

        return string.Join(' ', (IEnumerable<string>)[.. defaults.Where(text => !names.Contains(text[..text.IndexOf('=', StringComparison.Ordinal)])), .. parts]);
    }

    private static bool IsWord(string text) => text.Length > 0 && !text.Any(letter => char.IsWhiteSpace(letter) || letter is '=' or '#');
}
