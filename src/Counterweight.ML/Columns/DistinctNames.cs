namespace Counterweight.ML.Columns;

/// <summary>Names of classes and of categories, which ML.NET does not hold to be different.</summary>
internal static class DistinctNames
{
    /// <summary>The names, each with its number where one is there twice.</summary>
    public static string[] Of(string[] names) => names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names
        : [.. names.Select((name, place) => Refuse.Text($"{name} #{place}"))];
}
