using System.Buffers;
using System.Globalization;
using System.Text;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Predicting;

/// <summary>Writes predictions as CSV (RFC 4180): the kept columns, a probability of each class, and the answer.</summary>
/// <param name="source">The file's name, for messages.</param>
/// <param name="output">Where they go.</param>
/// <param name="advice">What helps where a column has the name of one of predictions; empty: nothing.</param>
internal sealed class PredictionWriter(string source, Stream output, string advice = " (--keep-columns leaves it out)") : IPredictionTaker
{
    /// <summary>What the columns of probabilities begin with.</summary>
    public const string Probability = "probability_";

    /// <summary>The column of the answer.</summary>
    public const string Predicted = "predicted";

    private const int LongestNumber = 32;

    private static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> buffer = new();
    private byte[][] answers = [];

    public void Open(IReadOnlyList<string> kept, IReadOnlyList<string> classes)
    {
        string[] names = [.. kept, .. classes.Select(name => Probability + name), Predicted];
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"{source}: column '{FilePlace.OneLine(twice.Key)}' has the name of a column of predictions{advice}");
        }

        answers = [.. classes.Select(Encoding.UTF8.GetBytes)];
        for (var i = 0; i < names.Length; i++)
        {
            Write(Encoding.UTF8.GetBytes(names[i]));
            buffer.Write(i + 1 < names.Length ? ","u8 : "\n"u8);
        }

        // They go out with the first rows: until then nothing is written of a file that is refused.
    }

    public void Take(PredictionBlock block)
    {
        var classCount = answers.Length;
        for (var row = 0; row < block.RowCount; row++)
        {
            foreach (var column in block.Kept)
            {
                Write(column[row]);
                buffer.Write(","u8);
            }

            for (var label = 0; label < classCount; label++)
            {
                Write(block.Probabilities[(row * classCount) + label]);
                buffer.Write(","u8);
            }

            Write(block.Answers[row] < 0 ? [] : answers[block.Answers[row]]);
            buffer.Write("\n"u8);
        }

        Flush();
    }

    private void Write(double probability)
    {
        if (!double.IsNaN(probability))
        {
            probability.TryFormat(buffer.GetSpan(LongestNumber), out var length, "R", CultureInfo.InvariantCulture);
            buffer.Advance(length);
        }
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(Special))
        {
            buffer.Write(text);
            return;
        }

        buffer.Write("\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            buffer.Write(text[..(quote + 1)]);
            buffer.Write("\""u8);
            text = text[(quote + 1)..];
        }

        buffer.Write(text);
        buffer.Write("\""u8);
    }

    private void Flush()
    {
        OutputException.Guard(() => output.Write(buffer.WrittenSpan));
        buffer.ResetWrittenCount();
    }
}
