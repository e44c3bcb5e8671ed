using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Arguments;

/// <summary>Numbers of the command line, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>An option that is a whole number. Its range is told in the help and where another is refused.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it means.</param>
    /// <param name="least">The least number.</param>
    /// <param name="most">The greatest.</param>
    /// <param name="isDefault">What it is where it is not given.</param>
    public static Option<T> Whole<T>(string name, string description, T least, T most, T isDefault)
        where T : IBinaryInteger<T> => new(name)
        {
            Description = Describe(description, least, most),
            HelpName = "N",
            DefaultValueFactory = _ => isDefault,
            CustomParser = result => ParseWhole(result, least, most),
        };

    /// <summary>The same without a default.</summary>
    public static Option<int?> Whole(string name, string description, int least, int most) => new(name)
    {
        Description = Describe(description, least, most),
        HelpName = "N",
        CustomParser = result => ParseWhole(result, least, most),
    };

    public static T Parse<T>(ArgumentResult result, Predicate<T> isValid, string expected)
        where T : INumber<T>
    {
        var text = result.Tokens.Single().Value;
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !isValid(value))
        {
            result.AddError($"{(result.Parent as OptionResult)?.Option.Name} '{FilePlace.OneLine(text)}' is not {expected}");
        }

        return value!;
    }

    private static string Describe<T>(string description, T least, T most) => FormattableString.Invariant($"{description}, {least} to {most}");

    private static T ParseWhole<T>(ArgumentResult result, T least, T most)
        where T : IBinaryInteger<T> =>
        Parse<T>(result, value => value >= least && value <= most, FormattableString.Invariant($"a whole number from {least} to {most}"));
}
