using System.CommandLine;
using System.CommandLine.Parsing;
using Counterweight.Cli.Columns;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Arguments;

/// <summary>The arguments that say which file, and how it is read.</summary>
internal sealed class ReadingArguments
{
    private readonly Argument<string> file = InputFiles.Argument("A table: CSV and its kin with any separator, ARFF, LibSVM, Parquet, Arrow or Feather; compressed by gzip or zip or not");

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

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(file);
        command.Add(missing, separator, noHeader, encoding, entry);
    }

    /// <summary>The file.</summary>
    public string Path(ParseResult parsed) => parsed.GetRequiredValue(file);

    /// <summary>How it is read.</summary>
    /// <exception cref="InputException">An argument cannot be used.</exception>
    public ReadingOptions Read(ParseResult parsed) => new()
    {
        Separator = parsed.GetValue(separator),
        HasHeader = parsed.GetValue(noHeader) ? false : null,
        Missing = parsed.GetRequiredValue(missing),
        Encoding = parsed.GetValue(encoding) is { } name ? Encodings.Parse(name) : null,
        Entry = parsed.GetValue(entry),
    };

    /// <summary>These and further options as they were given, but for missing texts, to be written again.</summary>
    public IReadOnlyList<string> Written(ParseResult parsed, IEnumerable<Option> others) =>
        [.. ((Option[])[separator, noHeader, encoding, entry, .. others]).SelectMany(option => Written(parsed, option))];

    // As it was given, or nothing where it was not.
    private static IEnumerable<string> Written(ParseResult parsed, Option option)
    {
        if (parsed.GetResult(option) is { Implicit: false } given)
        {
            yield return given.Tokens.Count == 0 ? option.Name : ShellText.Option(option.Name, given.Tokens[0].Value);
        }
    }

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
