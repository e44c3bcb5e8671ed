using Counterweight.ML.Saving;
using Counterweight.ML.Views;
using Microsoft.ML;

namespace Counterweight.ML.Scoring;

/// <summary>
/// A view with the scores of its rows. It streams: rows are scored by blocks, which is several times as fast as one at a time, and the other columns that a cursor
/// asks for are kept for the rows of a block.
/// </summary>
internal sealed class ScoredView : IDataView
{
    private readonly IDataView input;
    private readonly SavedClassifier saved;

    /// <param name="input">The view.</param>
    /// <param name="saved">What scores its rows.</param>
    /// <param name="schema">Its columns, and those of scores behind them.</param>
    public ScoredView(IDataView input, SavedClassifier saved, DataViewSchema schema) => (this.input, this.saved, Schema) = (input, saved, schema);

    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var needed = Needed(columnsNeeded);
        return Wrap(input.GetRowCursor(Inputs(needed), rand), needed);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var needed = Needed(columnsNeeded);
        return Array.ConvertAll(input.GetRowCursorSet(Inputs(needed), n, rand), cursor => Wrap(cursor, needed));
    }

    private bool[] Needed(IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        var flags = new bool[Schema.Count];
        foreach (var number in AskedColumns.Numbers(Schema, columnsNeeded))
        {
            flags[number] = true;
        }

        return flags;
    }

    /// <summary>The columns of the input that are asked for, and the features where scores are.</summary>
    private DataViewSchema.Column[] Inputs(bool[] needed)
    {
        var scores = needed.AsSpan(input.Schema.Count).Contains(true);
        return [.. input.Schema.Where(column => needed[column.Index] || (scores && column.Index == input.Schema[saved.FeatureColumn].Index))];
    }

    private ScoredCursor Wrap(DataViewRowCursor cursor, bool[] needed)
    {
        var scores = needed.AsSpan(input.Schema.Count).Contains(true);
        return new(cursor, Schema, needed, scores ? new ScoredBlock(cursor, saved, [.. input.Schema.Where(column => needed[column.Index])]) : null);
    }
}
