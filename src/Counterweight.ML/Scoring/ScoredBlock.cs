using Counterweight.ML.Columns;
using Counterweight.ML.Saving;
using Counterweight.Training;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Scoring;

/// <summary>The rows that a cursor has read ahead, with their probabilities.</summary>
internal sealed class ScoredBlock
{
    /// <summary>Rows of a block; of the last one, and of the first, pieces of <see cref="PieceRows"/> are scored.</summary>
    /// <remarks>The kernel that sums leaf values takes 256 rows through all trees, and sixteen of them at a time. Chosen by that, not measured.</remarks>
    private const int BlockRows = 256;
    private const int PieceRows = 16;

    private readonly DataViewRowCursor cursor;
    private readonly FeatureSlots slots;
    private readonly RowPredictor pieces;
    private readonly Lazy<RowPredictor> blocks;
    private readonly ValueGetter<VBuffer<float>> features;
    private readonly ValueGetter<DataViewRowId> id;
    private readonly ColumnBuffer?[] buffers;
    private readonly int classes;
    private readonly float[] values;
    private readonly double[] probabilities;
    private readonly DataViewRowId[] ids;
    private readonly long[] batches;
    private readonly int capacity;
    private VBuffer<float> vector;
    private int count;
    private int wanted;
    private int place;

    /// <param name="cursor">The rows.</param>
    /// <param name="saved">What scores them.</param>
    /// <param name="columns">The other columns to keep. Where one cannot be kept, blocks have one row, and nothing is.</param>
    public ScoredBlock(DataViewRowCursor cursor, SavedClassifier saved, DataViewSchema.Column[] columns)
    {
        this.cursor = cursor;
        slots = FeatureSlots.Of(saved.FeatureColumn, saved.Schema);
        capacity = Array.TrueForAll(columns, column => ColumnBuffer.Takes(column.Type)) ? BlockRows : 1;
        pieces = new RowPredictor(saved.Classifier, saved.Schema, Math.Min(capacity, PieceRows));
        blocks = new(() => new RowPredictor(saved.Classifier, saved.Schema, BlockRows));
        features = cursor.GetGetter<VBuffer<float>>(cursor.Schema[saved.FeatureColumn]);
        id = cursor.GetIdGetter();
        classes = saved.Classifier.ClassCount;
        values = new float[capacity * slots.Features.Count];
        probabilities = new double[capacity * classes];
        (ids, batches) = (new DataViewRowId[capacity], new long[capacity]);
        wanted = Math.Min(capacity, PieceRows);
        buffers = new ColumnBuffer?[cursor.Schema.Count];
        foreach (var column in columns)
        {
            buffers[column.Index] = capacity > 1 ? ColumnBuffer.Of(cursor, column, capacity) : null;
        }
    }

    public long Batch => batches[place];

    public DataViewRowId Id => ids[place];

    /// <summary>The probabilities of the row.</summary>
    public ReadOnlySpan<double> Probabilities => probabilities.AsSpan(place * classes, classes);

    /// <summary>What reads a column of the input at the row.</summary>
    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column) => buffers[column.Index]?.Getter<TValue>(() => place) ?? cursor.GetGetter<TValue>(column);

    /// <summary>Goes on to the next row; where there is none any more, false.</summary>
    public bool MoveNext()
    {
        if (++place < count)
        {
            return true;
        }

        Fill();
        return count > 0;
    }

    private void Fill()
    {
        (place, count) = (0, 0);
        var width = slots.Features.Count;
        while (count < wanted && cursor.MoveNext())
        {
            features(ref vector);
            slots.Read(in vector, cursor.Position, values.AsSpan(count * width, width));
            id(ref ids[count]);
            batches[count] = cursor.Batch;
            foreach (var buffer in buffers)
            {
                buffer?.Store(count);
            }

            count++;
        }

        if (count == BlockRows)
        {
            blocks.Value.PredictProbabilities(values, probabilities);
        }
        else
        {
            for (var first = 0; first < count; first += pieces.RowCount)
            {
                var rows = Math.Min(pieces.RowCount, count - first);
                pieces.PredictProbabilities(values.AsSpan(first * width, rows * width), probabilities.AsSpan(first * classes, rows * classes));
            }
        }

        // A first look at some rows need not wait for a whole block.
        wanted = capacity;
    }
}
