using System.CommandLine.Parsing;
using System.Globalization;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Arguments;

/// <summary>Numbers of classes as an option takes them: <c>fraud=500,ok=5</c>; a name with a comma stands in quotes.</summary>
internal static class NamedNumbers
{
    /// <summary>Reads them.</summary>
    /// <param name="result">Where they stand.</param>
    /// <param name="text">What stands there.</param>
    /// <param name="isValid">Whether a number can be used.</param>
    /// <param name="expected">What else is said of a number that cannot.</param>
    /// <returns>Names in their order, each once; null after an error.</returns>
    public static IReadOnlyList<KeyValuePair<string, double>>? Parse(ArgumentResult result, string text, Predicate<double> isValid, string expected)
    {
        var option = ((OptionResult)result.Parent!).Option.Name;
        var values = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in NamedColumns.Split(text))
        {
            var equals = part.LastIndexOf('=');
            var name = equals < 0 ? "" : part[..equals].Trim();
            if (name.Length == 0)
            {
                result.AddError($"{option} '{FilePlace.OneLine(part)}' is not CLASS=NUMBER");
                return null;
            }

            if (!double.TryParse(part.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !isValid(value))
            {
                result.AddError($"{option} '{FilePlace.OneLine(part)}': '{FilePlace.OneLine(part[(equals + 1)..])}' is not {expected}");
                return null;
            }

            if (!values.TryAdd(name, value))
            {
                result.AddError($"{option} names '{FilePlace.OneLine(name)}' twice");
                return null;
            }
        }

        return [.. values];
    }

    /// <summary>A number of each class.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="numbers">What was given.</param>
    /// <param name="classes">All classes.</param>
    /// <exception cref="InputException">A class has no number, or a name is no class.</exception>
    public static double[] Of(string option, IReadOnlyList<KeyValuePair<string, double>> numbers, IReadOnlyList<string> classes)
    {
        var values = numbers.ToDictionary(StringComparer.Ordinal);
        if (numbers.FirstOrDefault(pair => !classes.Contains(pair.Key, StringComparer.Ordinal)).Key is { } unknown)
        {
            throw new InputException($"{option}: there is no class '{FilePlace.OneLine(unknown)}'; the classes are {List(classes)}");
        }

        if (classes.FirstOrDefault(name => !values.ContainsKey(name)) is { } left)
        {
            throw new InputException($"{option} has no number for class '{FilePlace.OneLine(left)}'; it must have one for each of {List(classes)}");
        }

        return [.. classes.Select(name => values[name])];
    }

    /// <summary>Names in a message, of many the first.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        const int Most = 10;
        return string.Join(", ", names.Take(Most).Select(name => $"'{FilePlace.OneLine(name)}'")) + (names.Count > Most ? FormattableString.Invariant($" and {names.Count - Most} more") : "");
    }
}
