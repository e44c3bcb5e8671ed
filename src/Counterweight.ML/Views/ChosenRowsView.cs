using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Views;

/// <summary>Some rows of a view, in its order. Nothing is kept but which they are: rows stream through from the view.</summary>
internal sealed class ChosenRowsView : IDataView
{
    private readonly IDataView view;
    private readonly bool[] isChosen;
    private readonly ulong order;
    private readonly int count;

    /// <param name="view">All rows.</param>
    /// <param name="isChosen">Whether each row is one of them.</param>
    /// <param name="order">The <see cref="RowOrder"/> of all rows.</param>
    public ChosenRowsView(IDataView view, bool[] isChosen, ulong order)
    {
        (this.view, this.isChosen, this.order) = (view, isChosen, order);
        count = isChosen.Count(chosen => chosen);
    }

    /// <summary>Rows are known by their place.</summary>
    public bool CanShuffle => false;

    public DataViewSchema Schema => view.Schema;

    public long? GetRowCount() => count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var numbers = AskedColumns.Numbers(Schema, columnsNeeded);
        return new Cursor(this, view.GetRowCursor(Schema.Where(column => numbers.Contains(column.Index))));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly ChosenRowsView parent;
        private readonly DataViewRowCursor rows;
        private readonly ValueGetter<DataViewRowId> id;
        private long place = -1;
        private long position = -1;
        private ulong order = RowOrder.Start;

        public Cursor(ChosenRowsView parent, DataViewRowCursor rows)
        {
            (this.parent, this.rows) = (parent, rows);
            id = rows.GetIdGetter();
        }

        public override long Position => position;

        public override long Batch => rows.Batch;

        public override DataViewSchema Schema => rows.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => rows.IsColumnActive(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => id;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            AskedColumns.Check(Schema, column, nameof(column));
            return rows.GetGetter<TValue>(column);
        }

        public override bool MoveNext()
        {
            DataViewRowId row = default;
            while (rows.MoveNext())
            {
                place++;
                id(ref row);
                order = RowOrder.Next(order, row);
                if (place < parent.isChosen.Length && parent.isChosen[place])
                {
                    position++;
                    return true;
                }
            }

            position = -1;
            return place + 1 == parent.isChosen.Length && order == parent.order ? false : throw new InvalidOperationException(
                "The rows of the view came in another order, or in another number, than before: it cannot be cut into folds. AppendCacheCheckpoint or context.Data.Cache keeps the order.");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rows.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
