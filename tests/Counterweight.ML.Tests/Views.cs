using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Tests;

/// <summary>Views of the committed data, and of rows in memory.</summary>
internal static class Views
{
    public static MLContext Context() => new(seed: 1);

    /// <summary>768 rows of two classes: Label, a Boolean, and Features, eight numbers.</summary>
    public static IDataView Pima(MLContext context)
    {
        var rows = File.ReadLines(PathOf("pima.csv")).Skip(1).Select(line => line.Split(',')).Select(cells => new BinaryRow { Features = Numbers(cells[..8]), Label = string.Equals(cells[8], "pos", StringComparison.Ordinal) });
        return context.Data.LoadFromEnumerable(rows.ToArray(), SchemaDefinition.Create(typeof(BinaryRow)));
    }

    /// <summary>214 rows of six classes: Type, a text, and Features, nine numbers.</summary>
    public static IDataView Glass(MLContext context) => context.Data.LoadFromTextFile<GlassRow>(PathOf("glass.csv"), separatorChar: ',', hasHeader: true);

    /// <summary>The same with Label, a key.</summary>
    public static IDataView KeyedGlass(MLContext context)
    {
        var glass = Glass(context);
        return context.Transforms.Conversion.MapValueToKey("Label", "Type").Fit(glass).Transform(glass);
    }

    public static T[] Column<T>(IDataView view, string name) => [.. view.GetColumn<T>(name)];

    public static float[] Numbers(string[] cells) => Array.ConvertAll(cells, cell => float.Parse(cell, System.Globalization.CultureInfo.InvariantCulture));

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "data", file);
}

/// <summary>A row of two classes.</summary>
internal sealed class BinaryRow
{
    [VectorType(8)]
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }
}

/// <summary>A kind of glass.</summary>
internal sealed class GlassRow
{
    [LoadColumn(0, 8), VectorType(9)]
    public float[] Features { get; set; } = [];

    [LoadColumn(9)]
    public string Type { get; set; } = "";
}
