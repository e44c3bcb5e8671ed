using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Counterweight.Cli.Tests.Reading;
using Xunit;
using Compression = ParquetSharp.Compression;

namespace Counterweight.Cli.Tests;

/// <summary>The same table gives the same results whatever format it is in, and the same names whatever the order of its rows.</summary>
public class FormatTests
{
    // Names and times of a run, and what is said about how the text was read.
    private static readonly string[] OfTheFile = ["data", "notes", "fitSeconds", "kernelRowsPerSecond"];

    [Theory]
    [InlineData("glass.csv", "type")]
    [InlineData("pima.csv", "diabetes")]
    [InlineData("breast-cancer.csv", "Class")]
    public void ATableGivesTheSameResultsInEveryFormat(string name, string label)
    {
        var rows = System.Array.ConvertAll(File.ReadAllLines(Runner.DataFile(name)), line => line.Split(','));
        var expected = Compare(Encoding.UTF8.GetBytes(Text(rows, ",", cell => cell)), ".csv", label);

        Assert.All(
            Formats(rows),
            format => Assert.Equal(expected, Compare(format.Content, format.Extension, label)));
    }

    [Fact]
    public void TheOrderOfTheRowsDoesNotShow()
    {
        string[] texts = ["01", "1", "1.0", "b", "Yes", "yes", "ä", "Ä"];
        string[] classes = ["0", "0.0", "x", "X", "ü"];
        var random = new Random(4);
        var rows = Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{random.NextDouble():F4},{texts[random.Next(texts.Length)]},{classes[random.Next(classes.Length)]}")).ToArray();
        var expected = Inspect(rows);

        for (var i = 0; i < 3; i++)
        {
            random.Shuffle(rows);

            Assert.Equal(expected, Inspect(rows));
        }
    }

    private static IEnumerable<(byte[] Content, string Extension)> Formats(string[][] rows)
    {
        yield return (Encoding.UTF8.GetBytes(Text(rows, "\t", cell => cell)), ".tsv");
        yield return (Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text(rows, "\t", cell => $"\"{cell}\"", "\r\n"))).ToArray(), ".txt");
        yield return (TemporaryFile.Compress(Text([rows[0]], ";", cell => cell) + Text(rows[1..], ";", cell => cell.Replace('.', ','))), ".csv.gz");
        yield return (Encoding.UTF8.GetBytes(Arff(rows)), ".arff");
        var batch = ArrowFiles.Batch([.. rows[0].Select((name, column) => (name, Values(rows, column)))]);
        yield return (ArrowFiles.Parquet(Compression.Snappy, batch.Slice(0, 100), batch.Slice(100, batch.Length - 100)), ".parquet");
        yield return (ArrowFiles.Stream(batch.Slice(0, 57), batch.Slice(57, batch.Length - 57)), ".arrows");
        yield return (ArrowFiles.File(null, batch), ".feather");
    }

    private static string Text(string[][] rows, string separator, Func<string, string> cell, string end = "\n") =>
        string.Concat(rows.Select(row => string.Join(separator, row.Select(cell)) + end));

    private static string Arff(string[][] rows)
    {
        var attributes = rows[0].Select((name, column) => $"@attribute '{name}' " + (column < rows[0].Length - 1 ? "numeric" : $"{{{string.Join(',', rows[1..].Select(row => row[column]).Distinct(StringComparer.Ordinal))}}}"));
        return $"@relation r\n{string.Join('\n', attributes)}\n@data\n{Text(System.Array.ConvertAll(rows[1..], row => System.Array.ConvertAll(row, cell => IsMissing(cell) ? "?" : cell)), ",", cell => cell)}";
    }

    // The label is text: a whole number would be written as one.
    private static IArrowArray Values(string[][] rows, int column)
    {
        if (column == rows[0].Length - 1)
        {
            return new StringArray.Builder().AppendRange(rows[1..].Select(row => row[column])).Build();
        }

        var values = new DoubleArray.Builder();
        foreach (var row in rows[1..])
        {
            _ = IsMissing(row[column]) ? values.AppendNull() : values.Append(double.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture));
        }

        return values.Build();
    }

    private static bool IsMissing(string cell) => cell is "" or "NA" or "?";

    private static string Compare(byte[] content, string extension, string label)
    {
        using var file = new TemporaryFile(content, extension);
        return Results(Runner.Run("compare", file.Path, "--label", label, "--seed", "2", "--json", "--model", "logistic", "--model", "tree"));
    }

    private static string Inspect(string[] rows)
    {
        using var file = new TemporaryFile("a,x,y\n" + string.Join('\n', rows));
        var result = Runner.Run("inspect", file.Path, "--label", "y", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output.Replace(JsonEncodedText.Encode(file.Path).Value, "", StringComparison.Ordinal);
    }

    private static string Results(Processes.RunResult result)
    {
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var json = JsonNode.Parse(result.Output)!;
        Remove(json);
        return json.ToJsonString();
    }

    private static void Remove(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            System.Array.ForEach(OfTheFile, name => members.Remove(name));
            foreach (var (_, value) in members)
            {
                Remove(value);
            }
        }
        else if (node is JsonArray values)
        {
            foreach (var value in values)
            {
                Remove(value);
            }
        }
    }
}
