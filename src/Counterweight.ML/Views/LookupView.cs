using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Views;

/// <summary>A view of two columns in memory, whose second may have annotations: what MapValue looks values up in.</summary>
/// <typeparam name="TKey">Type of the values to look up.</typeparam>
/// <typeparam name="TValue">Type of what they become.</typeparam>
internal sealed class LookupView<TKey, TValue> : IDataView
{
    private readonly TKey[] keys;
    private readonly TValue[] values;

    public LookupView(DataViewType keyType, TKey[] keys, DataViewType valueType, TValue[] values, DataViewSchema.Annotations? annotations = null)
    {
        (this.keys, this.values) = (keys, values);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", keyType);
        builder.AddColumn("Value", valueType, annotations);
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public DataViewSchema.Column KeyColumn => Schema[0];

    public DataViewSchema.Column ValueColumn => Schema[1];

    public long? GetRowCount() => keys.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new Cursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new Cursor(this)];

    private sealed class Cursor(LookupView<TKey, TValue> view) : DataViewRowCursor
    {
        private long position = -1;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => true;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)position, 0);

        public override ValueGetter<TValueOfColumn> GetGetter<TValueOfColumn>(DataViewSchema.Column column) => column.Index == 0
            ? (ValueGetter<TValueOfColumn>)(Delegate)(ValueGetter<TKey>)((ref TKey key) => key = view.keys[position])
            : (ValueGetter<TValueOfColumn>)(Delegate)(ValueGetter<TValue>)((ref TValue value) => value = view.values[position]);

        public override bool MoveNext()
        {
            if (position < view.keys.Length)
            {
                position++;
            }

            return position < view.keys.Length;
        }
    }
}
