using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Predicting;

/// <summary>The cells of a column as they stand in the file, of the rows of a block.</summary>
/// <param name="name">The column's name.</param>
internal sealed class KeptCells(string name) : ICellSink
{
    private const int FirstLength = 1 << 12;

    private readonly List<int> ends = [];
    private readonly List<long> lines = [];
    private byte[] text = new byte[FirstLength];
    private int length;

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Bytes of the cells of the block.</summary>
    public int Length => length;

    /// <summary>The cell of a row of the block, as UTF-8.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            var start = row == 0 ? 0 : ends[row - 1];
            return text.AsSpan(start, ends[row] - start);
        }
    }

    /// <summary>The lines of the rows of the block.</summary>
    public IReadOnlyList<long> Lines => lines;

    public void AddMissing(long line)
    {
        ends.Add(length);
        lines.Add(line);
    }

    public void AddNumber(double value, long line)
    {
        const int LongestNumber = 32;
        Span<byte> digits = stackalloc byte[LongestNumber];
        value.TryFormat(digits, out var count, "R", CultureInfo.InvariantCulture);
        AddText(double.IsNaN(value) ? [] : digits[..count], line);
    }

    public void AddTime(double seconds, long line) => AddText(Encoding.UTF8.GetBytes(TimeText.Show(seconds)), line);

    public void AddText(ReadOnlySpan<byte> cell, long line)
    {
        if (cell.Length > text.Length - length)
        {
            Array.Resize(ref text, Math.Max(checked(2 * text.Length), checked(length + cell.Length)));
        }

        cell.CopyTo(text.AsSpan(length));
        length += cell.Length;
        ends.Add(length);
        lines.Add(line);
    }

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        ends.Clear();
        lines.Clear();
        length = 0;
    }
}
