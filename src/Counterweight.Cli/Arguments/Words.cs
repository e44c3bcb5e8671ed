using System.CommandLine;
using System.CommandLine.Parsing;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Arguments;

/// <summary>Values that are named by one word each, in small letters.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly OrderedDictionary<string, T> Values = new(Enum.GetValues<T>().Select(value => KeyValuePair.Create(Of(value), value)), StringComparer.Ordinal);

    private static string Listed => string.Join(", ", Values.Keys);

    /// <summary>The word of a value.</summary>
    public static string Of(T value) => value.ToString().ToLowerInvariant();

    /// <summary>An option of one value; the first where it is not given.</summary>
    public static Option<T> One(string name, string description) => new(name)
    {
        Description = $"{description}: {Listed} [default: {Of(default)}]",
        HelpName = "HOW",
        CustomParser = result => Parse(result, result.Tokens.Single().Value),
    };

    /// <summary>An option of several values with commas between them; the first where it is not given.</summary>
    public static Option<T[]?> Several(string name, string description) => new(name)
    {
        Description = $"{description}, with commas between them: {Listed} [default: {Of(default)}]",
        HelpName = "HOW,…",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => [.. result.Tokens.Single().Value.Split(',', StringSplitOptions.TrimEntries).Select(word => Parse(result, word)).Distinct()],
    };

    private static T Parse(ArgumentResult result, string word)
    {
        if (!Values.TryGetValue(word, out var value))
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} '{FilePlace.OneLine(word)}' is not one of {Listed}");
        }

        return value;
    }
}
