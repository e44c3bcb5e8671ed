using System.Globalization;
using Apache.Arrow;
using Counterweight.Cli.Tests.Reading;
using Xunit;
using Compression = ParquetSharp.Compression;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>The same rows in another format have the same predictions.</summary>
public sealed class PredictFormatTests : IDisposable
{
    private const int Rows = 300;

    private static readonly string?[] Colours = [.. Enumerable.Range(0, Rows).Select(i => i % 13 == 0 ? null : i % 3 == 0 ? "red" : "pale blue")];
    private static readonly double[] Numbers = [.. Enumerable.Range(0, Rows).Select(i => i * 37 % 101 / 4.0)];
    private static readonly DateTimeOffset[] Days = [.. Enumerable.Range(0, Rows).Select(i => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(i * 7 % 365))];
    private static readonly string[] Ids = [.. Enumerable.Range(0, Rows).Select(i => $"row {i}")];

    private readonly TemporaryFolder folder = new();
    private readonly string csv;
    private readonly string[] expected;

    public PredictFormatTests()
    {
        var lines = Enumerable.Range(0, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Ids[i]},{Numbers[i]},{Colours[i]},{Days[i]:yyyy-MM-dd},{(Numbers[i] > 9 || Days[i].Month == 5 ? "p" : "q")}\n"));
        csv = folder.Write("a.csv", "id,n,colour,day,y\n" + string.Concat(lines));
        Assert.Equal(0, Runner.Run("train", csv, "--label", "y", "--output", folder["a.model"], "--rounds", "10").ExitCode);
        expected = Probabilities(csv);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ColumnsOfTypes()
    {
        var ids = new StringArray.Builder().AppendRange(Ids);
        var colours = new StringArray.Builder();
        foreach (var colour in Colours)
        {
            colours.Append(colour);
        }

        var days = new Date32Array.Builder().AppendRange(Days);
        var batch = ArrowFiles.Batch(("colour", colours.Build()), ("id", ids.Build()), ("day", days.Build()), ("n", new DoubleArray.Builder().AppendRange(Numbers).Build()));
        foreach (var (name, bytes) in ((string, byte[])[])
        [
            ("a.parquet", ArrowFiles.Parquet(Compression.Snappy, batch.Slice(0, 100), batch.Slice(100, 200))),
            ("a.arrow", ArrowFiles.File(null, batch.Slice(0, 1), batch.Slice(1, 299))),
            ("a.arrows", ArrowFiles.Stream(batch)),
        ])
        {
            File.WriteAllBytes(folder[name], bytes);
            Assert.Equal(expected, Probabilities(folder[name]));
        }
    }

    [Fact]
    public void Arff()
    {
        var header = "@relation r\n@attribute n numeric\n@attribute colour {green,'pale blue',red}\n@attribute id string\n@attribute day date yyyy-MM-dd\n@data\n";
        var rows = Enumerable.Range(0, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{Numbers[i]},{(Colours[i] is { } colour ? $"'{colour}'" : "?")},'{Ids[i]}',{Days[i]:yyyy-MM-dd}\n"));
        Assert.Equal(expected, Probabilities(folder.Write("a.arff", header + string.Concat(rows))));

        var bad = folder.Write("bad.arff", header + "1,red,a,2024-01-01\n2,pink,b,2024-01-01\n");
        Assert.Equal(new(2, "", $"counterweight: {bad}:8: column 'colour': 'pink' is none of the attribute's values{Environment.NewLine}"), Runner.Run("predict", bad, "--model", folder["a.model"], "--output", folder["out.csv"]));
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Fact]
    public void Compressed()
    {
        var text = File.ReadAllText(csv);
        File.WriteAllBytes(folder["a.csv.gz"], TemporaryFile.Compress(text));
        Assert.Equal(expected, Probabilities(folder["a.csv.gz"]));
        File.WriteAllBytes(folder["b.csv.gz"], TemporaryFile.Compress(text)[..^200]);
        var result = Runner.Run("predict", folder["b.csv.gz"], "--model", folder["a.model"], "--output", folder["out.csv"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.False(File.Exists(folder["out.csv"]));
    }

    /// <summary>A feature that no new row mentions is 0 in all of them.</summary>
    [Fact]
    public void LibSvm()
    {
        var train = folder.Write("a.svm", string.Concat(Enumerable.Range(0, 200).Select(i => $"{(i % 10 > 5 ? 1 : -1)} 1:{i % 10} {(i % 3 == 0 ? "4:2.5" : "")}\n")));
        Assert.Equal(0, Runner.Run("train", train, "--output", folder["b.model"], "--model", "tree").ExitCode);
        var result = Runner.Run("predict", folder.Write("new.svm", "0 1:9\n0 1:2\n"), "--model", folder["b.model"], "--keep-columns", "label");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("label,probability_-1,probability_1,predicted\n0,0,1,1\n0,1,0,-1\n", result.Output);
    }

    [Fact]
    public void TypesThatAreOthersThanInTrainingAreRefused()
    {
        foreach (var (day, n, error) in ((IArrowArray, IArrowArray, string)[])
        [
            (new DoubleArray.Builder().Append(5).Build(), new DoubleArray.Builder().Append(5).Build(), ":1: column 'day': '5' is a number, and the model has times here"),
            (new Date32Array.Builder().Append(Days[0]).Build(), new Date32Array.Builder().Append(Days[0]).Build(), ":1: column 'n': '2024-01-01T00:00:00' is a time, and the model has numbers here"),
            (new Date32Array.Builder().Append(Days[0]).Build(), new DoubleArray.Builder().Append(double.PositiveInfinity).Build(), ":1: column 'n': 'Infinity' is not a finite number"),
        ])
        {
            File.WriteAllBytes(folder["c.arrow"], ArrowFiles.File(null, ArrowFiles.Batch(("colour", new StringArray.Builder().Append("red").Build()), ("day", day), ("n", n))));
            Assert.Equal(new(2, "", $"counterweight: {folder["c.arrow"]}{error}{Environment.NewLine}"), Runner.Run("predict", folder["c.arrow"], "--model", folder["a.model"]));
        }
    }

    private string[] Probabilities(string file)
    {
        var result = Runner.Run("predict", file, "--model", folder["a.model"], "--keep-columns", "id");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output.Split('\n');
    }
}
