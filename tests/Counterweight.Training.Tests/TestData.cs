using System.Globalization;
using System.IO.Compression;
using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Tests;

/// <summary>Data sets for tests: real ones, read plainly, and made-up ones.</summary>
internal static class TestData
{
    public static Dataset Glass() => Load("glass.csv");

    public static Dataset Pima() => Load("pima.csv");

    public static Dataset BreastCancer() => Load("breast-cancer.csv");

    public static Dataset Shuttle() => Load("shuttle.csv.gz");

    /// <summary>Rows of small whole numbers with classes that depend on them a little, some values missing.</summary>
    public static Dataset Random(int seed, int rows, int features, int classes, int distinct = 6, double missing = 0)
    {
        var random = new Random(seed);
        var labels = new int[rows];
        var values = new double[rows * features];
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row < classes ? row : (int)(classes * Math.Pow(random.NextDouble(), 2));
            for (var feature = 0; feature < features; feature++)
            {
                var value = (double)random.Next(distinct) + (feature == 0 ? labels[row] : 0);
                values[(feature * rows) + row] = random.NextDouble() < missing ? double.NaN : value;
            }
        }

        return Create(features, classes, values, labels);
    }

    public static Dataset Create(int features, int classes, double[] values, int[] labels) =>
        new(Names("f", features), Names("c", classes), values, labels);

    public static int[] Predict(IClassifier model, Dataset data)
    {
        var predicted = new int[data.RowCount];
        model.Predict(data, predicted);
        return predicted;
    }

    /// <summary>The model's file.</summary>
    public static byte[] Saved(ISavedModel model, ModelSchema? schema = null)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream, schema);
        return stream.ToArray();
    }

    private static string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}")];

    // The label is the last column, and no field is quoted.
    private static Dataset Load(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", name));
        using var stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
        using var text = new StreamReader(stream);
        var header = text.ReadLine()!.Split(',');
        var rows = new List<string[]>();
        while (text.ReadLine() is { } line)
        {
            rows.Add(line.Split(','));
        }

        string[] classes = [.. rows.Select(row => row[^1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var values = Enumerable.Range(0, header.Length - 1).SelectMany(column => rows.Select(row => Parse(row[column]))).ToArray();
        return new Dataset(header[..^1], classes, values, [.. rows.Select(row => Array.IndexOf(classes, row[^1]))]);
    }

    private static double Parse(string field) => field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture);
}
