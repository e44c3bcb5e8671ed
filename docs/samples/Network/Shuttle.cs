using System.Globalization;
using System.IO.Compression;
using Counterweight.Training.Data;

namespace Counterweight.Samples;

/// <summary>States of a space shuttle: 58,000 rows of nine sensors. Most are radiator flow, 244 rows one of four states of valves, here one class.</summary>
internal static class Shuttle
{
    public const int InputCount = 10;

    public static Dataset Load()
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "shuttle.csv.gz")), CompressionMode.Decompress);
        string[][] cells = [.. new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        string[] classes = ["Rad.Flow", "High", "Bypass", "a valve"];
        double[] values = [.. Enumerable.Range(0, 9).SelectMany(column => cells.Skip(1).Select(row => double.Parse(row[column], CultureInfo.InvariantCulture)))];
        return new Dataset(cells[0][..9], classes, values, [.. cells.Skip(1).Select(row => Array.IndexOf(classes, row[^1]) is var label and >= 0 ? label : 3)]);
    }

    /// <summary>Inputs row by row: the features, each of mean 0 and deviation 1, outliers cut off, and a 1 for the bias.</summary>
    public static float[] Inputs(Dataset data, Standardizer standardizer) => [.. Enumerable.Range(0, data.RowCount * InputCount)
        .Select(i => i % InputCount == 9 ? 1 : (float)Math.Clamp(standardizer.Transform(i % InputCount, data.Column(i % InputCount)[i / InputCount]), -4, 4))];
}
