using Counterweight.ML.Columns;
using Counterweight.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Views;

/// <summary>Rows of a data set as columns of ML.NET, of the types and with the names of the view that the rows were read from: label, features and weight.</summary>
internal sealed class DatasetView : IDataView
{
    private readonly Dataset data;
    private readonly FeatureSlots slots;
    private readonly DataViewType labelType;
    private readonly bool isSingleWeight;

    /// <param name="rows">What was read.</param>
    /// <param name="data">Rows of the same features and classes.</param>
    /// <param name="schema">The columns of the view that was read.</param>
    /// <param name="names">Which of them were read.</param>
    public DatasetView(TrainingRows rows, Dataset data, DataViewSchema schema, ColumnNames names)
    {
        (this.data, slots, labelType) = (data, rows.Slots, rows.Label.Type);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(names.Label, labelType, schema[names.Label].Annotations);
        builder.AddColumn(names.Features, schema[names.Features].Type, schema[names.Features].Annotations);
        if (names.Weight is { } weight)
        {
            isSingleWeight = schema[weight].Type == NumberDataViewType.Single;
            builder.AddColumn(weight, schema[weight].Type, schema[weight].Annotations);
        }

        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => data.RowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this, AskedColumns.Numbers(Schema, columnsNeeded));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DatasetView view, HashSet<int> active) : DataViewRowCursor
    {
        private int row = -1;

        public override long Position => row;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            AskedColumns.Check(Schema, column, nameof(column));
            if (!IsColumnActive(column))
            {
                throw Refuse.Misfit($"Column '{column.Name}' was not asked for.", nameof(column));
            }

            var getter = column.Index switch
            {
                0 => Label(),
                1 => (ValueGetter<VBuffer<float>>)Features,
                _ when view.isSingleWeight => (ValueGetter<float>)((ref float weight) => weight = (float)view.data.SampleWeights[row]),
                _ => (ValueGetter<double>)((ref double weight) => weight = view.data.SampleWeights[row]),
            };
            return getter as ValueGetter<TValue> ?? throw Refuse.Misfit($"Column '{column.Name}' is of type {column.Type}, not {typeof(TValue).Name}.", nameof(column));
        }

        public override bool MoveNext()
        {
            row = row + 1 < view.data.RowCount && row >= -1 ? row + 1 : -2;
            return row >= 0;
        }

        private Delegate Label()
        {
            var raw = view.labelType.RawType;
            return view.labelType is KeyDataViewType
                ? raw == typeof(byte) ? Labels(own => (byte)(own + 1))
                : raw == typeof(ushort) ? Labels(own => (ushort)(own + 1))
                : raw == typeof(uint) ? Labels(own => (uint)(own + 1))
                : Labels(own => (ulong)(own + 1))
                : raw == typeof(bool) ? Labels(own => own == 1)
                : raw == typeof(float) ? Labels(own => (float)own)
                : Labels(own => (double)own);
        }

        private ValueGetter<T> Labels<T>(Func<int, T> convert) => (ref T label) => label = convert(view.data.Labels[row]);

        private void Features(ref VBuffer<float> vector)
        {
            var editor = VBufferEditor.Create(ref vector, view.slots.SlotCount);
            view.slots.Write(feature => view.data.Column(feature)[row], editor.Values);
            vector = editor.Commit();
        }
    }
}
