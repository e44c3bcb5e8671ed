using System.Collections;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>The distinct texts of a coded column. Each is decoded when it is asked for: tables of many columns hold millions of them.</summary>
internal sealed class DistinctTexts(TextCounts texts, double[] numbers, double[]? times) : IReadOnlyList<DistinctText>
{
    public int Count => texts.Count;

    public DistinctText this[int index] => new(texts.Text(index), texts.Rows(index), texts.FirstLine(index), texts.IsMissing(index), numbers[index], times == null ? double.NaN : times[index]);

    public IEnumerator<DistinctText> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
