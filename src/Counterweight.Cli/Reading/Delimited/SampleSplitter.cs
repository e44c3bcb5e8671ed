using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Splits text into records and fields to try a separator; the file itself is read by CsvHelper.</summary>
internal ref struct SampleSplitter(ReadOnlySpan<byte> text, Separator separator)
{
    private readonly ReadOnlySpan<byte> text = text;
    private readonly byte mark = (byte)separator.Character;
    private readonly bool isSpaces = separator.IsSpaces;
    private int position;

    /// <summary>Number of fields of the record.</summary>
    public int Fields { get; private set; }

    /// <summary>Fields that hold something.</summary>
    public int Cells { get; private set; }

    /// <summary>Those of them that are numbers or times.</summary>
    public int Measured { get; private set; }

    /// <summary>Whether the record's quotes are malformed.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Whether the record ends where the text ends.</summary>
    public readonly bool IsAtEnd => position >= text.Length;

    /// <summary>Reads the next record that is no blank line; false where there is none.</summary>
    public bool ReadRecord()
    {
        do
        {
            if (position >= text.Length)
            {
                return false;
            }

            (Fields, Cells, Measured, IsMalformed) = (0, 0, 0, false);
            while (ReadField())
            {
            }
        }
        while (Fields <= 1 && Cells == 0);

        return true;
    }

    // False after the record's last field.
    private bool ReadField()
    {
        SkipSpaces();
        if (isSpaces && IsLineEnd() && Fields > 0)
        {
            EndLine();
            return false;
        }

        var start = position;
        if (position < text.Length && text[position] == '"')
        {
            SkipQuoted();
        }

        var afterQuote = position;
        while (!IsLineEnd() && !IsSeparator(text[position]))
        {
            position++;
        }

        IsMalformed |= afterQuote > start && CellText.Trim(text[afterQuote..position]).Length > 0;
        Count(CellText.Trim(afterQuote > start ? text[start..afterQuote].Trim((byte)'"') : text[start..position]));
        if (IsLineEnd())
        {
            EndLine();
            return false;
        }

        position += isSpaces ? 0 : 1;
        return true;
    }

    private void Count(ReadOnlySpan<byte> cell)
    {
        Fields++;
        if (cell.Length > 0)
        {
            Cells++;
            Measured += NumberShape.Read(cell).IsNumber || TimeText.Read(cell).Orders != DateOrder.None ? 1 : 0;
        }
    }

    private void SkipQuoted()
    {
        position++;
        while (position < text.Length)
        {
            if (text[position++] != '"')
            {
                continue;
            }

            if (position == text.Length || text[position] != '"')
            {
                return;
            }

            position++;
        }

        IsMalformed = true;
    }

    private void SkipSpaces()
    {
        while (position < text.Length && (text[position] == ' ' || (text[position] == '\t' && mark != '\t')))
        {
            position++;
        }
    }

    private readonly bool IsSeparator(byte value) => value == mark || (isSpaces && value == '\t');

    private readonly bool IsLineEnd() => position >= text.Length || text[position] is (byte)'\n' or (byte)'\r';

    private void EndLine()
    {
        if (position + 1 < text.Length && text[position] == '\r' && text[position + 1] == '\n')
        {
            position++;
        }

        position++;
    }
}
