using Counterweight.ML.Saving;
using Counterweight.ML.Views;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Counterweight.ML.Scoring;

/// <summary>A cursor over rows with their scores.</summary>
/// <param name="rows">The rows.</param>
/// <param name="schema">Their columns, and those of scores behind them.</param>
/// <param name="needed">Whether each column was asked for.</param>
/// <param name="block">Rows that were read ahead; null where no score was asked for.</param>
internal sealed class ScoredCursor(DataViewRowCursor rows, DataViewSchema schema, bool[] needed, ScoredBlock? block) : DataViewRowCursor
{
    private readonly BinaryOutput answer = new();
    private long position = -1;
    private long answered = -1;

    public override long Position => position;

    public override long Batch => block?.Batch ?? rows.Batch;

    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => needed[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => block is null ? rows.GetIdGetter() : (ref DataViewRowId id) => id = block.Id;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        AskedColumns.Check(Schema, column, nameof(column));
        if (!IsColumnActive(column))
        {
            throw Refuse.Misfit($"Column '{column.Name}' was not asked for.", nameof(column));
        }

        if (column.Index < rows.Schema.Count)
        {
            return block is null ? rows.GetGetter<TValue>(rows.Schema[column.Index]) : block.Getter<TValue>(rows.Schema[column.Index]);
        }

        return ColumnBuffer.Cast<TValue>(ScoreGetter(column), column);
    }

    public override bool MoveNext()
    {
        var isThere = block?.MoveNext() ?? rows.MoveNext();
        position = isThere ? position + 1 : -1;
        return isThere;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rows.Dispose();
        }

        base.Dispose(disposing);
    }

    private Delegate ScoreGetter(DataViewSchema.Column column) => (column.Name, column.Type) switch
    {
        ("Score", VectorDataViewType) => (ValueGetter<VBuffer<float>>)Scores,
        ("Score", _) => (ValueGetter<float>)((ref float score) => score = Answer().Score),
        ("Probability", _) => (ValueGetter<float>)((ref float probability) => probability = Answer().Probability),
        (_, BooleanDataViewType) => (ValueGetter<bool>)((ref bool predicted) => predicted = Answer().PredictedLabel),
        _ when column.Type.RawType == typeof(byte) => (ValueGetter<byte>)((ref byte key) => key = (byte)Saving.Scores.Key(block!.Probabilities)),
        _ when column.Type.RawType == typeof(ushort) => (ValueGetter<ushort>)((ref ushort key) => key = (ushort)Saving.Scores.Key(block!.Probabilities)),
        _ when column.Type.RawType == typeof(uint) => (ValueGetter<uint>)((ref uint key) => key = Saving.Scores.Key(block!.Probabilities)),
        _ => (ValueGetter<ulong>)((ref ulong key) => key = Saving.Scores.Key(block!.Probabilities)),
    };

    private BinaryOutput Answer()
    {
        if (answered != position)
        {
            answer.Set(block!.Probabilities[1]);
            answered = position;
        }

        return answer;
    }

    private void Scores(ref VBuffer<float> scores)
    {
        var probabilities = block!.Probabilities;
        var editor = VBufferEditor.Create(ref scores, probabilities.Length);
        Saving.Scores.Write(probabilities, editor.Values);
        scores = editor.Commit();
    }
}
