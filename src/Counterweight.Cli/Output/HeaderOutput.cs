using Counterweight.Cli.Columns;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Output;

/// <summary>Writes what stands above a table: the data, what was left out of them, and notes.</summary>
internal static class HeaderOutput
{
    private const int NamedColumns = 10;
    private const string Indentation = "  ";

    /// <summary>Columns of the terminal, or those that tables fit where there is none.</summary>
    public static int Width(Session session) => session.Width ?? 80;

    /// <summary>Writes sentences in lines that fit. The file has the first line to itself: how long its path is moves nothing else.</summary>
    public static void Write(Session session, string source, string description, IEnumerable<ColumnReport> columns, IEnumerable<string> notes)
    {
        session.Output.WriteLine($"{Shown.Visible(source)}:");
        foreach (var line in Shown.Wrap(Shown.Visible(description), Width(session) - Indentation.Length, ""))
        {
            session.Output.WriteLine(Indentation + line);
        }

        foreach (var group in columns.Where(column => column.Kind == ColumnKind.LeftOut).GroupBy(column => column.Reason, StringComparer.Ordinal))
        {
            ColumnReport[] left = [.. group];
            var names = string.Join(", ", left.Take(NamedColumns).Select(column => $"'{FilePlace.OneLine(column.Name)}'"));
            var more = left.Length > NamedColumns ? FormattableString.Invariant($" and {left.Length - NamedColumns} more") : "";
            Write(session, $"left out {names}{more}: {group.Key} (--keep brings {(left.Length == 1 ? "it" : "them")} back)");
        }

        foreach (var note in notes)
        {
            Write(session, $"note: {note}");
        }
    }

    private static void Write(Session session, string text)
    {
        foreach (var line in Shown.Wrap(Shown.Visible(text), Width(session), Indentation))
        {
            session.Output.WriteLine(line);
        }
    }
}
