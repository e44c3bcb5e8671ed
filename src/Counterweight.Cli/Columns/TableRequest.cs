using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Columns;

/// <summary>What the command line asks of a file.</summary>
/// <param name="Command">The command's name.</param>
/// <param name="Path">The file.</param>
/// <param name="Reading">How it is read.</param>
/// <param name="Columns">What its columns are.</param>
/// <param name="OtherOptions">The options that have nothing to do with columns, as they are written on a command line.</param>
internal sealed record TableRequest(string Command, string Path, ReadingOptions Reading, ColumnOptions Columns, IReadOnlyList<string> OtherOptions)
{
    /// <summary>The same command with other options of columns, to be copied.</summary>
    public string WriteCommand(ColumnOptions options, RawTable table) =>
        string.Join(' ', ["counterweight", Command, ShellText.Quote(Path), .. CommandSuggestion.Write(options, table), .. OtherOptions]);
}
