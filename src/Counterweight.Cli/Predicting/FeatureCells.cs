using Counterweight.Cli.Models;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Predicting;

/// <summary>Makes features of the cells of a column as they were made for training, whatever else the file holds.</summary>
/// <param name="source">The file's name, for messages.</param>
/// <param name="column">How the column becomes features.</param>
internal abstract class FeatureCells(string source, InputColumn column) : ICellSink
{
    private readonly List<double> values = [];

    /// <summary>How the column becomes features.</summary>
    public InputColumn Column => column;

    public abstract void AddText(ReadOnlySpan<byte> text, long line);

    public abstract void AddNumber(double value, long line);

    public abstract void AddTime(double seconds, long line);

    public void AddMissing(long line) => Add(double.NaN, line);

    /// <summary>Writes the features of the rows so far, one after the other, and forgets the rows.</summary>
    public void MoveTo(Span<double> destination)
    {
        Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), destination);
        values.Clear();
    }

    /// <summary>Is told that there are no more rows.</summary>
    /// <exception cref="InputException">The cells are not what the model has.</exception>
    public virtual void Complete()
    {
    }

    /// <summary>Notes of what was assumed, each a sentence.</summary>
    public virtual IEnumerable<string> Notes() => [];

    protected virtual void Write(ReadOnlySpan<double> rows, Span<double> destination) => rows.CopyTo(destination);

    protected virtual void Add(double value, long line) => values.Add(value);

    protected InputException Refuse(long line, string text, string fault) => FilePlace.Error(source, line, column.Name, $"'{FilePlace.OneLine(text)}' {fault}");
}
