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

    /// <summary>Refuses a size that no model has.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="families">The models.</param>
    /// <exception cref="InputException">An option is given and means nothing to any of them.</exception>
    public void RefuseIdle(ParseResult parsed, IReadOnlyList<ModelFamily> families)
    {
        foreach (var (option, isIdle) in ((Option, Func<ModelFamily, bool>)[])[(depth, HasNoTrees), (leaves, HasNoTrees), (rounds, HasNoRounds)])
        {
            if (parsed.GetResult(option) is { Implicit: false } && families.All(isIdle))
            {
                throw new InputException($"{option.Name} and --model {string.Join(", ", families.Select(ModelFamilies.Word))} contradict each other: {(isIdle == HasNoTrees ? "it grows no trees" : "it has neither rounds nor several trees")}");
            }
        }

        static bool HasNoTrees(ModelFamily family) => family == ModelFamily.Logistic;
        static bool HasNoRounds(ModelFamily family) => family is ModelFamily.Logistic or ModelFamily.Tree;
    }

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
