using System.Globalization;
using System.IO.Compression;
using Counterweight.ML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.Peers.Rows;

/// <summary>Rows to learn from, and rows to judge by, in ML.NET's own memory: what reading a file takes is on no side.</summary>
/// <param name="Train">Label, Features and Weight.</param>
/// <param name="Test">The same of other rows.</param>
internal sealed record PipelineRows(IDataView Train, IDataView Test)
{
    private const int FraudFeatures = 20;

    /// <summary>Names, with the rows and features of each.</summary>
    public static IReadOnlyList<(string Name, int Rows, int Features)> Problems { get; } = [("shuttle", 58_000, 9), ("pima", 768, 8), ("fraud", 200_000, FraudFeatures)];

    /// <summary>Whether there are two classes.</summary>
    public bool IsBinary => Train.Schema["Label"].Type is BooleanDataViewType;

    /// <summary>Reads or makes the rows of a name.</summary>
    /// <param name="context">ML.NET.</param>
    /// <param name="name">One of <see cref="Problems"/>.</param>
    /// <param name="rows">Rows at most, the first ones of the file, or those to make.</param>
    /// <param name="isBalanced">Whether every class counts the same.</param>
    /// <param name="seed">Of the split.</param>
    public static PipelineRows Load(MLContext context, string name, int rows, bool isBalanced, int seed)
    {
        var all = name switch
        {
            "shuttle" => Table(context, "shuttle.csv.gz", rows),
            "pima" => Table(context, "pima.csv", rows),
            _ => Fraud(context, rows),
        };
        var (train, test) = context.Data.StratifiedTrainTestSplit(all, 0.25, seed: (ulong)seed);
        var weights = isBalanced ? (IEstimator<ITransformer>)context.Transforms.ClassWeights() : context.Transforms.Expression("Weight", "x : 1f", "Number");
        var fitted = weights.Fit(train);
        return new(context.Data.Cache(fitted.Transform(train)), context.Data.Cache(fitted.Transform(test)));
    }

    /// <summary>The label is the last column. Two classes become a Boolean, the rarer one true.</summary>
    private static IDataView Table(MLContext context, string file, int rows)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "data", file);
        using var source = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : (Stream)File.OpenRead(path);
        using var text = new StreamReader(source);
        text.ReadLine();
        var lines = new List<string[]>();
        while (lines.Count < rows && text.ReadLine() is { } line)
        {
            lines.Add(line.Split(','));
        }

        var features = lines.Select(cells => Array.ConvertAll(cells[..^1], cell => float.Parse(cell, CultureInfo.InvariantCulture))).ToArray();
        var rarest = lines.CountBy(cells => cells[^1], StringComparer.Ordinal).OrderBy(count => count.Value).ToArray();
        var width = features[0].Length;
        if (rarest.Length == 2)
        {
            return View(context, width, features.Zip(lines, (own, cells) => new BinaryRow { Features = own, Label = string.Equals(cells[^1], rarest[0].Key, StringComparison.Ordinal) }));
        }

        var named = View(context, width, features.Zip(lines, (own, cells) => new NamedRow { Features = own, State = cells[^1] }));
        return context.Transforms.Conversion.MapValueToKey("Label", "State").Fit(named).Transform(named);
    }

    /// <summary>One row in two hundred is fraud, by amounts, failed attempts and new accounts together; most features say nothing.</summary>
    private static IDataView Fraud(MLContext context, int rows)
    {
        var draws = new NormalDraws(17);
        var made = new BinaryRow[rows];
        for (var row = 0; row < rows; row++)
        {
            var features = draws.Floats(FraudFeatures);
            var logit = -8.2 + (1.5 * Math.Max(features[0], 0) * Math.Max(features[1], 0)) + (1.2 * features[2]) + (features[3] > 1 ? 2 : 0) + (features[4] * features[5] > 1 ? 1.5 : 0);
            made[row] = new() { Features = features, Label = draws.Uniform() < 1 / (1 + Math.Exp(-logit)) };
        }

        return View(context, FraudFeatures, made);
    }

    private static IDataView View<TRow>(MLContext context, int width, IEnumerable<TRow> rows)
        where TRow : class
    {
        var schema = SchemaDefinition.Create(typeof(TRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, width);
        return context.Data.LoadFromEnumerable(rows.ToArray(), schema);
    }

    private sealed class BinaryRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Number { get; set; }
    }

    private sealed class NamedRow
    {
        public float[] Features { get; set; } = [];

        public string State { get; set; } = "";

        public float Number { get; set; }
    }
}
