using System.Collections.ObjectModel;
using Counterweight.Traversal;

namespace Counterweight.Training.Data;

/// <summary>Names of the categories of one feature.</summary>
internal static class CategoryNames
{
    /// <summary>A copy of names that were checked.</summary>
    /// <param name="names">The names.</param>
    /// <param name="text">What the list is called.</param>
    /// <param name="featureName">What the feature is called.</param>
    /// <param name="parameter">The parameter to blame.</param>
    /// <exception cref="ArgumentException">There are none or too many; one is null, no Unicode text, or there twice (the message names it).</exception>
    public static ReadOnlyCollection<string> Copy(IReadOnlyList<string> names, string text, string featureName, string parameter)
    {
        if (names.Count is 0 or >= CategorySetList.MaxCategories)
        {
            throw Require.Misfit($"{text}, of feature '{featureName}', has {names.Count} names; there must be at least 1 and fewer than {CategorySetList.MaxCategories}.", parameter);
        }

        string[] copied = [.. names];
        Names.Check(copied, parameter, text);
        var places = new Dictionary<string, int>(copied.Length, StringComparer.Ordinal);
        for (var category = 0; category < copied.Length; category++)
        {
            if (!places.TryAdd(copied[category], category))
            {
                throw Require.Misfit($"{text}[{category}], of feature '{featureName}', is '{copied[category]}' as {text}[{places[copied[category]]}] is; names must differ.", parameter);
            }
        }

        return Array.AsReadOnly(copied);
    }

    /// <summary>How the categories of a feature differ from those of the same feature elsewhere; null where they do not.</summary>
    /// <param name="names">The categories; null: numbers.</param>
    /// <param name="others">Those elsewhere.</param>
    public static string? Difference(IReadOnlyList<string>? names, IReadOnlyList<string>? others)
    {
        if (ReferenceEquals(names, others))
        {
            return null;
        }

        if (names is null || others is null)
        {
            return names is null ? "numbers in place of categories" : "categories in place of numbers";
        }

        for (var category = 0; category < Math.Min(names.Count, others.Count); category++)
        {
            if (!string.Equals(names[category], others[category], StringComparison.Ordinal))
            {
                return Require.Text($"category {category} is '{names[category]}' in place of '{others[category]}'");
            }
        }

        return names.Count == others.Count ? null : Require.Text($"{names.Count} in place of {others.Count}");
    }
}
