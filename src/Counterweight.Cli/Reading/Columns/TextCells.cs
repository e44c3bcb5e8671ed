using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>The cells of a column of texts that are too many to be categories: counts and examples.</summary>
internal sealed class TextCells
{
    private const int MostExamples = 3;

    private readonly MissingMarkers missing;
    private readonly List<BadCell> examples = [];
    private readonly bool isDistinct;
    private readonly double fractionOfPhrases;
    private int rows;
    private int missingCount;

    /// <summary>The cells so far.</summary>
    public TextCells(TextCounts texts, MissingMarkers missing)
    {
        this.missing = missing;
        rows = texts.PresentRows + texts.MissingRows;
        missingCount = texts.MissingRows;
        isDistinct = texts.AreDistinct;
        var phrases = 0;
        var present = 0;
        for (var code = 0; code < texts.Count; code++)
        {
            if (texts.IsMissing(code) || texts.Rows(code) == 0)
            {
                continue;
            }

            present++;
            phrases += texts.Bytes(code).Contains((byte)' ') ? 1 : 0;
            if (examples.Count < MostExamples)
            {
                examples.Add(new BadCell(texts.FirstLine(code), Shortened.Text(texts.Bytes(code))));
            }
        }

        fractionOfPhrases = present == 0 ? 0 : (double)phrases / present;
    }

    /// <summary>Takes a cell without space around it.</summary>
    public void Add(ReadOnlySpan<byte> text, long line)
    {
        rows++;
        if (missing.Contains(text))
        {
            missingCount++;
        }
        else if (examples.Count < MostExamples)
        {
            examples.Add(new BadCell(line, Shortened.Text(text)));
        }
    }

    /// <summary>The column.</summary>
    public RawColumn Complete(string name, bool isNamed) => new()
    {
        Name = name,
        IsNamed = isNamed,
        Kind = RawColumnKind.Texts,
        RowCount = rows,
        MissingCount = missingCount,
        IsDistinct = isDistinct,
        Examples = examples,
        FractionOfPhrases = fractionOfPhrases,
    };
}
