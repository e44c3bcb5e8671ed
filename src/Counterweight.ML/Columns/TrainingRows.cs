using Counterweight.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Columns;

/// <summary>The rows of a view that have a label, read in one pass.</summary>
internal sealed class TrainingRows
{
    private const int RowsPerBlock = 512;

    private TrainingRows(Dataset data, ClassColumn label, FeatureSlots slots) => (Data, Label, Slots) = (data, label, slots);

    /// <summary>The rows.</summary>
    public Dataset Data { get; }

    /// <summary>The column of their classes.</summary>
    public ClassColumn Label { get; }

    /// <summary>How slots of vectors are their features.</summary>
    public FeatureSlots Slots { get; }

    /// <summary>Reads a view; its number of rows need not be known.</summary>
    /// <param name="view">The view.</param>
    /// <param name="names">Its columns.</param>
    /// <param name="isBinary">Whether there are two classes.</param>
    /// <param name="parameter">The caller's name of the view.</param>
    /// <exception cref="ArgumentException">A column is not there or of a wrong type, or no row has a label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range (the message names column, row and value).</exception>
    public static TrainingRows Read(IDataView view, ColumnNames names, bool isBinary, string parameter)
    {
        ArgumentNullException.ThrowIfNull(view, parameter);
        var label = new ClassColumn(view.Schema, names.Label, isBinary);
        var column = ColumnChecks.Features(view.Schema, names.Features);
        var slots = FeatureSlots.Of(column);
        DataViewSchema.Column? weight = names.Weight is null ? null : ColumnChecks.Number(view.Schema, names.Weight);
        var blocks = new List<float[]>();
        var (labels, weights) = (new List<int>(), new List<double>());
        DataViewSchema.Column[] columns = [label.Column, column, .. weight is { } extra ? [extra] : Array.Empty<DataViewSchema.Column>()];
        using (var cursor = view.GetRowCursor(columns))
        {
            var readLabel = label.Reader(cursor);
            var readWeight = weight is { } number ? NumberReader.Weight(cursor, number) : null;
            var readFeatures = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            while (cursor.MoveNext())
            {
                var own = readLabel();
                if (own < 0)
                {
                    continue;
                }

                readFeatures(ref vector);
                if (labels.Count % RowsPerBlock == 0)
                {
                    blocks.Add(new float[RowsPerBlock * slots.Features.Count]);
                }

                slots.Read(in vector, cursor.Position, blocks[^1].AsSpan(labels.Count % RowsPerBlock * slots.Features.Count, slots.Features.Count));
                labels.Add(own);
                if (readWeight is not null)
                {
                    weights.Add(readWeight());
                }
            }
        }

        if (labels.Count == 0)
        {
            throw Refuse.Misfit($"No row has a label in column '{names.Label}'.", parameter);
        }

        var data = new Dataset([.. slots.Features.Select(feature => feature.Name)], label.ClassNames(), Columns(blocks, labels.Count, slots.Features.Count, parameter), [.. labels], [.. weights]);
        return new(slots.HasCategories ? data.WithCategories([.. slots.Features.Select(feature => feature.Categories)]) : data, label, slots);
    }

    /// <summary>The values of blocks of rows, feature after feature. Blocks are let go as they are done with.</summary>
    private static float[] Columns(List<float[]> blocks, int rowCount, int featureCount, string parameter)
    {
        if ((long)rowCount * featureCount > Array.MaxLength)
        {
            throw Refuse.Misfit($"{rowCount} rows of {featureCount} features are {(long)rowCount * featureCount} values; there may be {Array.MaxLength} at most.", parameter);
        }

        var values = new float[rowCount * featureCount];
        for (var block = 0; block < blocks.Count; block++)
        {
            var (first, source) = (block * RowsPerBlock, blocks[block]);
            var count = Math.Min(RowsPerBlock, rowCount - first);
            for (var feature = 0; feature < featureCount; feature++)
            {
                var column = values.AsSpan((feature * rowCount) + first, count);
                for (var row = 0; row < count; row++)
                {
                    column[row] = source[(row * featureCount) + feature];
                }
            }

            blocks[block] = [];
        }

        return values;
    }
}
