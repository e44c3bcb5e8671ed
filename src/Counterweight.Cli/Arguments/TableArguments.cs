using System.CommandLine;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Columns.Beside;

namespace Counterweight.Cli.Arguments;

/// <summary>The arguments that say which file, how it is read, and what its columns are.</summary>
internal sealed class TableArguments
{
    private readonly ReadingArguments reading = new();

    private readonly Option<string?> label = new("--label")
    {
        Description = "Column of the class, or of the number to predict: its name, its number from 1, or -1 for the last",
        HelpName = "COLUMN",
    };

    private readonly Option<string[]> ignore = Names("--ignore", "Columns to leave out, with commas between them");

    private readonly Option<string[]> keep = Names("--keep", "Columns to use although they would be left out, as ids, constants and copies of the label are; all means all of them");

    private readonly Option<string[]> category = Names("--category", "Columns whose numbers are categories, such as postal codes");

    private readonly Option<bool> dropUnlabelled = new("--drop-unlabelled")
    {
        Description = "Leave out rows whose label is missing; otherwise they are an error",
    };

    private readonly Option<int> dropRare = Numbers.Whole("--drop-rare", "Leave out rows of classes that have fewer than N rows", 0, int.MaxValue, isDefault: 0);

    private readonly Option<bool> regression = new("--regression")
    {
        Description = "The label is a number to predict: compares boosting by three losses with the mean and the median",
    };

    private bool offersRegression;

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="hasRegression">Whether the label may be a number to predict.</param>
    public void AddTo(Command command, bool hasRegression = true)
    {
        command.Add(label, ignore, keep, category);
        reading.AddTo(command);
        command.Add(dropUnlabelled, dropRare);
        if (offersRegression = hasRegression)
        {
            command.Add(regression);
        }
    }

    /// <summary>What the arguments ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="needsLabel">Whether there must be a label.</param>
    /// <param name="beside">Columns that are used beside the features.</param>
    /// <param name="others">Further options to write again where a command is suggested.</param>
    /// <exception cref="InputException">An argument cannot be used.</exception>
    public TableRequest Read(ParseResult parsed, bool needsLabel, IReadOnlyList<BesideRequest> beside, IEnumerable<Option> others)
    {
        var file = reading.Read(parsed) with { Label = parsed.GetValue(label) };
        var columns = new ColumnOptions
        {
            Label = file.Label,
            Ignore = parsed.GetRequiredValue(ignore),
            Keep = parsed.GetRequiredValue(keep),
            Category = parsed.GetRequiredValue(category),
            Beside = beside,
            OffersRegression = offersRegression,
            Missing = file.Missing,
            DropUnlabelled = parsed.GetValue(dropUnlabelled),
            DropRare = parsed.GetValue(dropRare),
            Regression = IsRegression(parsed),
            NeedsLabel = needsLabel,
        };
        var command = parsed.CommandResult.Command.Name;
        return new TableRequest(command, reading.Path(parsed), file, columns, reading.Written(parsed, others));
    }

    /// <summary>Whether the label is a number to predict.</summary>
    public bool IsRegression(ParseResult parsed) => offersRegression && parsed.GetValue(regression);

    private static Option<string[]> Names(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "COLUMNS",
        DefaultValueFactory = _ => [],
    };
}
