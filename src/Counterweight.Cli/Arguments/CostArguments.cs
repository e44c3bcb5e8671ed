using System.CommandLine;
using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Costs;

namespace Counterweight.Cli.Arguments;

/// <summary>The options that say what mistakes cost.</summary>
internal sealed class CostArguments
{
    /// <summary>The option of a column of costs.</summary>
    public const string Column = "--cost-column";

    private readonly Option<IReadOnlyList<KeyValuePair<string, double>>?> cost = new("--cost")
    {
        Description = $"What a mistake costs about a row of each class, {RowCosts.Range}, as fraud=500,ok=5 where the classes are fraud and ok: a missed fraud costs 500, a false alarm 5",
        HelpName = "CLASS=COST,…",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => NamedNumbers.Parse(result, result.Tokens.Single().Value, RowCosts.IsCost, RowCosts.Range),
    };

    private readonly Option<string> matrix = InputFiles.Option("--cost-matrix", $"A table of costs: a row a class that is right, a column a class that is answered, with their names; each cost is {RowCosts.Range}");

    private readonly Option<string?> column = new(Column)
    {
        Description = $"Column that says of each row what it costs to miss it where it is of the positive class, such as an amount: {RowCosts.Range}; --cost tells what a false alarm costs, as ok=5",
        HelpName = "COLUMN",
    };

    private readonly Option<string?> positive = new("--positive")
    {
        Description = "The class of two that alarms are about [default: the rarer one]; tune takes one of many too, and calls all others other",
        HelpName = "CLASS",
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> Options => [cost, matrix, column, positive];

    /// <summary>The column that costs need. It is a feature too where it can be: what is at stake is mostly known.</summary>
    public IReadOnlyList<BesideRequest> Beside(ParseResult parsed) => parsed.GetValue(column) is { } name ? [new(Column, name, StaysFeature: true)] : [];

    /// <summary>The class that alarms are about, as it was named; null where it was not.</summary>
    public string? Positive(ParseResult parsed) => parsed.GetValue(positive);

    /// <summary>Refuses a class of alarms where no column tells what it costs to miss its rows.</summary>
    /// <exception cref="InputException">There is one.</exception>
    public void RefuseIdlePositive(ParseResult parsed)
    {
        if (Positive(parsed) is not null && parsed.GetValue(column) is null)
        {
            throw new InputException($"--positive says which class {Column} is about, and that is not given");
        }
    }

    /// <summary>What was said of costs; null where nothing was.</summary>
    /// <exception cref="InputException">The options contradict each other.</exception>
    public CostChoice? Read(ParseResult parsed)
    {
        var choice = new CostChoice(parsed.GetValue(cost), parsed.GetValue(matrix), parsed.GetValue(column));
        if (choice is { Named: not null, MatrixFile: not null })
        {
            throw new InputException("--cost and --cost-matrix contradict each other: both say what mistakes cost");
        }

        return choice is { Named: null, MatrixFile: null, Column: null } ? null : choice;
    }
}
