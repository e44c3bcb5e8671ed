using System.Collections.ObjectModel;
using Counterweight.Traversal;

namespace Counterweight.Training.Data;

/// <summary>Names of the categories of one feature.</summary>
internal static class CategoryNames
{
    /// <summary>A copy of names that were checked.</summary>
    /// <param name="names">The names.</param>
    /// <param name="feature">The number of the feature.</param>
    /// <param name="featureName">What it is called.</param>
    /// <param name="parameter">The parameter to blame.</param>
    /// <exception cref="ArgumentException">There are none or too many; one is null, no Unicode text, or there twice (the message names it).</exception>
    public static ReadOnlyCollection<string> Copy(IReadOnlyList<string> names, int feature, string featureName, string parameter)
    {
        if (names.Count is 0 or >= CategorySetList.MaxCategories)
        {
            throw Require.Misfit($"{parameter}[{feature}], of feature '{featureName}', has {names.Count} names; there must be at least 1 and fewer than {CategorySetList.MaxCategories}.", parameter);
        }

        string[] copied = [.. names];
        var text = Require.Text($"{parameter}[{feature}]");
        Names.Check(copied, text, parameter);
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
}
