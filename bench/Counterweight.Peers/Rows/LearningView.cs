using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.Peers.Rows;

/// <summary>Generated rows in ML.NET's own memory.</summary>
internal static class LearningView
{
    /// <summary>Features, and a label: a Boolean of two classes, a key of several.</summary>
    /// <param name="context">ML.NET.</param>
    /// <param name="rows">The rows.</param>
    public static IDataView Of(MLContext context, RowPart rows)
    {
        var (features, classes) = (rows.FeatureCount, rows.Data.ClassCount);
        if (classes == 2)
        {
            return View(context, features, rows.Labels.Select((label, row) => new BinaryRow { Features = Features(row), Label = label == 1 }), BooleanDataViewType.Instance);
        }

        return View(context, features, rows.Labels.Select((label, row) => new KeyRow { Features = Features(row), Label = (uint)label }), new KeyDataViewType(typeof(uint), classes));

        float[] Features(int row) => rows.RowMajor.AsSpan(row * features, features).ToArray();
    }

    private static IDataView View<TRow>(MLContext context, int features, IEnumerable<TRow> rows, DataViewType label)
        where TRow : class
    {
        var schema = SchemaDefinition.Create(typeof(TRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, features);
        schema["Label"].ColumnType = label;
        return context.Data.Cache(context.Data.LoadFromEnumerable(rows.ToArray(), schema));
    }

    private sealed class BinaryRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }

    private sealed class KeyRow
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }
}
