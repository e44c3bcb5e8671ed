using System.Globalization;

namespace Counterweight.Cli.Tests;

/// <summary>A row of the table of awkward files.</summary>
/// <param name="File">A file of <c>tests/data/doors</c>.</param>
/// <param name="Arguments">Arguments of <c>compare</c> behind the file, as in a shell.</param>
/// <param name="Outcome">The exit code.</param>
/// <param name="Rows">Rows of the data set; null: not told.</param>
/// <param name="Features">Its features; null: not told.</param>
/// <param name="Classes">Its classes; null: not told.</param>
/// <param name="Says">Texts that the output or the error contains.</param>
internal sealed record Door(string File, string Arguments, int Outcome, int? Rows, int? Features, int? Classes, IReadOnlyList<string> Says)
{
    public const string Table = "doors.tsv";

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data", "doors");

    public string FullPath => Path.Combine(Folder, File);

    public static IReadOnlyList<Door> ReadAll()
    {
        var lines = System.IO.File.ReadAllLines(Path.Combine(Folder, Table));
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(Parse)];
    }

    private static Door Parse(string line)
    {
        var cells = line.Split('\t');
        return cells.Length == 7
            ? new Door(cells[0], cells[1], Number(cells[2]) ?? 0, Number(cells[3]), Number(cells[4]), Number(cells[5]), [.. cells[6].Split(" … ").Where(text => text.Length > 0)])
            : throw new InvalidDataException($"{Table} has {cells.Length} cells in: {line}");
    }

    private static int? Number(string cell) => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
