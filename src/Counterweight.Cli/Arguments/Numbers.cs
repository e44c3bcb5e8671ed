using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Arguments;

/// <summary>Reads numbers of the command line, the same in every culture.</summary>
internal static class Numbers
{
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
}
