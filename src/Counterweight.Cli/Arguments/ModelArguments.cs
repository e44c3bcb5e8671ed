using System.CommandLine;
using System.CommandLine.Parsing;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Arguments;

/// <summary>The options that say how large trees grow, and which model is fitted.</summary>
internal sealed class ModelArguments
{
    private static readonly string Words = string.Join(", ", ModelFamilies.All.Select(ModelFamilies.Word));

    private readonly Option<int?> depth = Numbers.Whole("--depth", "Most splits between the root of a tree and a leaf", 0, int.MaxValue);
    private readonly Option<int?> leaves = Numbers.Whole("--leaves", "Most leaves of a tree", 1, int.MaxValue);
    private readonly Option<int?> rounds = Numbers.Whole("--rounds", "Trees of a forest, or rounds of boosting and AdaBoost", 1, int.MaxValue);

    /// <summary>The options of the size of trees.</summary>
    public IReadOnlyList<Option> Options => [depth, leaves, rounds];

    /// <summary>The option that names one model; null: boosting.</summary>
    public static Option<ModelFamily?> One() => new("--model")
    {
        Description = $"The model: {Words} [default: boosting]",
        HelpName = "MODEL",
        CustomParser = result => Parse(result, result.Tokens.Single().Value),
    };

    /// <summary>The option that names several models; none: all of them.</summary>
    public static Option<ModelFamily[]> Several() => new("--model")
    {
        Description = $"A model to compare, may be repeated: {Words} [default: all]",
        HelpName = "MODEL",
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token.Value)).OfType<ModelFamily>().Distinct()],
    };

    /// <summary>A model of the size that the options say.</summary>
    public ModelSettings Read(ParseResult parsed, ModelFamily family) => new()
    {
        Family = family,
        Depth = parsed.GetValue(depth),
        Leaves = parsed.GetValue(leaves),
        Rounds = parsed.GetValue(rounds),
    };

    private static ModelFamily? Parse(ArgumentResult result, string text)
    {
        foreach (var family in ModelFamilies.All)
        {
            if (string.Equals(ModelFamilies.Word(family), text, StringComparison.Ordinal))
            {
                return family;
            }
        }

        result.AddError($"--model '{FilePlace.OneLine(text)}' is not one of {Words}");
        return null;
    }
}
