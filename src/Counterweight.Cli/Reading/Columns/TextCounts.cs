using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>The distinct texts of a column with the rows of each and whether it is missing.</summary>
internal sealed class TextCounts
{
    private readonly TextTable texts;
    private readonly int[] rows;
    private readonly bool[] isMissing;

    public TextCounts(TextTable texts, ChunkedList<ushort> codes, MissingMarkers missing)
    {
        this.texts = texts;
        rows = new int[texts.Count];
        for (var row = 0; row < codes.Count; row++)
        {
            rows[codes[row]]++;
        }

        isMissing = new bool[texts.Count];
        for (var code = 0; code < isMissing.Length; code++)
        {
            isMissing[code] = missing.Contains(texts[code]);
            MissingRows += isMissing[code] ? rows[code] : 0;
        }

        PresentRows = codes.Count - MissingRows;
    }

    /// <summary>Number of texts.</summary>
    public int Count => rows.Length;

    /// <summary>Rows that are missing.</summary>
    public int MissingRows { get; private set; }

    /// <summary>Rows that are not.</summary>
    public int PresentRows { get; private set; }

    /// <summary>Whether each row has a text of its own; one missing value is one.</summary>
    public bool AreDistinct => MissingRows <= 1 && Enumerable.Range(0, Count).All(code => isMissing[code] || rows[code] <= 1);

    /// <summary>Lets go of what only serves to add texts.</summary>
    public void Freeze() => texts.Freeze();

    public ReadOnlySpan<byte> Bytes(int code) => texts[code];

    public string Text(int code) => texts.Text(code);

    public long FirstLine(int code) => texts.FirstLine(code);

    public int Rows(int code) => rows[code];

    public bool IsMissing(int code) => isMissing[code];

    /// <summary>Makes a text no missing value after all.</summary>
    public void MakePresent(int code)
    {
        isMissing[code] = false;
        MissingRows -= rows[code];
        PresentRows += rows[code];
    }

    /// <summary>Makes a text a missing value after all.</summary>
    public void MakeMissing(int code)
    {
        isMissing[code] = true;
        MissingRows += rows[code];
        PresentRows -= rows[code];
    }
}
