using System.CommandLine;
using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Splitting;

namespace Counterweight.Cli.Arguments;

/// <summary>The options that say how rows are split into those to train on and those held back.</summary>
internal sealed class SplitArguments
{
    /// <summary>The option of groups.</summary>
    public const string Group = "--group";

    /// <summary>The option of times.</summary>
    public const string Time = "--time";

    private readonly Option<double> testFraction = new("--test-fraction")
    {
        Description = "Fraction of the rows held back as test rows, between 0 and 1",
        HelpName = "SHARE",
        DefaultValueFactory = _ => 0.3,
        CustomParser = result => Numbers.Parse<double>(result, value => value is > 0 and < 1, "a number between 0 and 1"),
    };

    private readonly Option<string?> group = new(Group)
    {
        Description = "Column of groups, such as customers: all rows of a group are on the same side of a split. It is no feature",
        HelpName = "COLUMN",
    };

    private readonly Option<string?> time = new(Time)
    {
        Description = "Column of times or numbers: rows held back are later than those that are trained on. It is no feature",
        HelpName = "COLUMN",
    };

    /// <summary>The option of the fraction held back, which needs no file.</summary>
    public Option TestFraction => testFraction;

    /// <summary>The options that name columns.</summary>
    public IReadOnlyList<Option> Columns => [group, time];

    /// <summary>The columns that splits need.</summary>
    /// <exception cref="InputException">Both were given.</exception>
    public IReadOnlyList<BesideRequest> Beside(ParseResult parsed) => (parsed.GetValue(group), parsed.GetValue(time)) switch
    {
        (not null, not null) => throw new InputException("--group and --time contradict each other: a split is by groups or by time"),
        ({ } column, null) => [new(Group, column, StaysFeature: false)],
        (null, { } column) => [new(Time, column, StaysFeature: false)],
        _ => [],
    };

    /// <summary>How to split.</summary>
    public RowSplitter Read(ParseResult parsed) => new(parsed.GetValue(group), parsed.GetValue(time), parsed.GetValue(testFraction));
}
