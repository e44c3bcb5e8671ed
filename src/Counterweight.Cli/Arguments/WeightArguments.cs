using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Training;

namespace Counterweight.Cli.Arguments;

/// <summary>The option that says how classes are weighed.</summary>
internal static class WeightArguments
{
    private const string Exponents = "a number from -10 to 10";
    private const string Betas = "a number from 0 to below 1";
    private const string Weights = "a number from 0 to 1E+100";

    private const string Schemes = $"none, balanced, balanced^E (balanced weights raised to E, {Exponents}; less than 1 weakens them), sqrt (inverse square root), median (median frequency), effective=B (effective number, B {Betas}), costs (from --cost), or {Weights} for each class as fraud=50,ok=1";

    /// <summary>One choice; null: no weights.</summary>
    public static Option<WeightChoice?> One() => new("--weights")
    {
        Description = $"Class weights: {Schemes} [default: none]",
        HelpName = "WEIGHTS",
        CustomParser = result => Parse(result, result.Tokens.Single().Value) is [var choice] ? choice : null,
    };

    /// <summary>Several choices.</summary>
    /// <param name="purpose">What is done to them.</param>
    /// <param name="isDefault">What there is where none is given.</param>
    public static Option<WeightChoice[]> Several(string purpose, string isDefault) => new("--weights")
    {
        Description = $"Class weights to {purpose}, may be repeated: {Schemes}; sweep means balanced^0, 0.25, 0.5, 0.75 and 1 [default: {isDefault}]",
        HelpName = "WEIGHTS",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = result => [.. result.Tokens.SelectMany(token => string.Equals(token.Value, "sweep", StringComparison.Ordinal) ? Sweep : Parse(result, token.Value)).Distinct()],
    };

    /// <summary>From none to balanced ones.</summary>
    public static IReadOnlyList<WeightChoice> Sweep { get; } =
    [
        WeightChoice.None,
        new("balanced^0.25", ClassWeighting.BalancedPower(0.25)),
        new("balanced^0.5", ClassWeighting.BalancedPower(0.5)),
        new("balanced^0.75", ClassWeighting.BalancedPower(0.75)),
        WeightChoice.Balanced,
    ];

    // Nothing after an error.
    private static IReadOnlyList<WeightChoice> Parse(ArgumentResult result, string text)
    {
        const string Power = "balanced^";
        const string Effective = "effective=";
        switch (text)
        {
            case "none":
                return [WeightChoice.None];
            case "balanced":
                return [WeightChoice.Balanced];
            case "sqrt":
                return [new(text, ClassWeighting.InverseSquareRoot)];
            case "median":
                return [new(text, ClassWeighting.MedianFrequency)];
            case "costs":
                return [new(text, Scheme: null, IsFromCosts: true)];
        }

        if (text.StartsWith(Power, StringComparison.Ordinal))
        {
            return Number(result, text, Power, value => value is >= -10 and <= 10, Exponents) is { } exponent ? [new(text, ClassWeighting.BalancedPower(exponent))] : [];
        }

        if (text.StartsWith(Effective, StringComparison.Ordinal))
        {
            return Number(result, text, Effective, value => value is >= 0 and < 1, Betas) is { } beta ? [new(text, ClassWeighting.EffectiveNumber(beta))] : [];
        }

        if (!text.Contains('=', StringComparison.Ordinal))
        {
            result.AddError($"--weights '{FilePlace.OneLine(text)}' is not one of {Schemes}");
            return [];
        }

        return NamedNumbers.Parse(result, text, value => value is >= 0 and <= 1e100, Weights) is { } named ? [new(text, Scheme: null, named)] : [];
    }

    private static double? Number(ArgumentResult result, string text, string prefix, Predicate<double> isValid, string expected)
    {
        if (double.TryParse(text.AsSpan(prefix.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && isValid(value))
        {
            return value;
        }

        result.AddError($"--weights '{FilePlace.OneLine(text)}': '{FilePlace.OneLine(text[prefix.Length..])}' is not {expected}");
        return null;
    }
}
