using System.CommandLine;
using System.CommandLine.Parsing;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Arguments;

/// <summary>The arguments that say which file, how it is read, and what its columns are.</summary>
internal sealed class TableArguments
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "A table: CSV and its kin with any separator, ARFF, LibSVM, Parquet, Arrow or Feather; compressed by gzip or zip or not; - reads standard input",
    };

    private readonly Option<string?> label = new("--label")
    {
        Description = "Column of the class, or of the number to predict: its name, its number from 1, or -1 for the last",
        HelpName = "COLUMN",
    };

    private readonly Option<string[]> ignore = Names("--ignore", "Columns to leave out, with commas between them");

    private readonly Option<string[]> keep = Names("--keep", "Columns to use although they would be left out, as ids, constants and copies of the label are; all means all of them");

    private readonly Option<string[]> category = Names("--category", "Columns whose numbers are categories, such as postal codes");

    private readonly Option<string[]> missing = new("--missing")
    {
        Description = "Text that stands for a missing value, beside empty cells, NA, NaN, null, ?, \\N and the like; may be given more than once",
        HelpName = "TEXT",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<char?> separator = new("--separator")
    {
        Description = "What separates fields: a character, or the word tab or space [default: what fits]",
        HelpName = "CHAR",
        CustomParser = ParseSeparator,
    };

    private readonly Option<bool> noHeader = new("--no-header")
    {
        Description = "The first line holds values, not names [default: what fits]",
    };

    private readonly Option<string?> encoding = new("--encoding")
    {
        Description = "Encoding of the text, such as utf-8 or windows-1252 [default: what fits]",
        HelpName = "NAME",
    };

    private readonly Option<string?> entry = new("--entry")
    {
        Description = "Which file of a zip file to read, where it holds several",
        HelpName = "NAME",
    };

    private readonly Option<bool> dropUnlabelled = new("--drop-unlabelled")
    {
        Description = "Leave out rows whose label is missing; otherwise they are an error",
    };

    private readonly Option<int> dropRare = new("--drop-rare")
    {
        Description = "Leave out rows of classes that have fewer than N rows",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
        CustomParser = result => Numbers.Parse<int>(result, value => value >= 0, "a whole number of at least 0"),
    };

    private readonly Option<bool> regression = new("--regression")
    {
        Description = "The label is a number to predict: compares boosting by three losses with the mean and the median",
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(file);
        foreach (var option in (Option[])[label, ignore, keep, category, missing, separator, noHeader, encoding, entry, dropUnlabelled, dropRare, regression])
        {
            command.Options.Add(option);
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
        var reading = new ReadingOptions
        {
            Label = parsed.GetValue(label),
            Separator = parsed.GetValue(separator),
            HasHeader = parsed.GetValue(noHeader) ? false : null,
            Missing = parsed.GetRequiredValue(missing),
            Encoding = parsed.GetValue(encoding) is { } name ? Encodings.Parse(name) : null,
            Entry = parsed.GetValue(entry),
        };
        var columns = new ColumnOptions
        {
            Label = reading.Label,
            Ignore = parsed.GetRequiredValue(ignore),
            Keep = parsed.GetRequiredValue(keep),
            Category = parsed.GetRequiredValue(category),
            Beside = beside,
            Missing = reading.Missing,
            DropUnlabelled = parsed.GetValue(dropUnlabelled),
            DropRare = parsed.GetValue(dropRare),
            Regression = parsed.GetValue(regression),
            NeedsLabel = needsLabel,
        };
        var command = parsed.CommandResult.Command.Name;
        return new TableRequest(command, parsed.GetRequiredValue(file), reading, columns, [.. ((Option[])[separator, noHeader, encoding, entry, .. others]).SelectMany(option => Written(parsed, option))]);
    }

    /// <summary>Whether the label is a number to predict.</summary>
    public bool IsRegression(ParseResult parsed) => parsed.GetValue(regression);

    // As it was given, or nothing where it was not.
    private static IEnumerable<string> Written(ParseResult parsed, Option option)
    {
        if (parsed.GetResult(option) is { Implicit: false } given)
        {
            yield return given.Tokens.Count == 0 ? option.Name : ShellText.Option(option.Name, given.Tokens[0].Value);
        }
    }

    private static Option<string[]> Names(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "COLUMNS",
        DefaultValueFactory = _ => [],
    };

    private static char? ParseSeparator(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        char? sign = text switch
        {
            "tab" or @"\t" => '\t',
            "space" => ' ',
            "comma" => ',',
            "semicolon" => ';',
            "pipe" => '|',
            [var c] when char.IsAscii(c) && !char.IsLetterOrDigit(c) && c is not ('"' or '\r' or '\n') => c,
            _ => null,
        };
        if (sign is null)
        {
            result.AddError($"--separator '{FilePlace.OneLine(text)}' is not one sign, tab or space");
        }

        return sign;
    }
}
