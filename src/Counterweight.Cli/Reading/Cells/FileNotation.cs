namespace Counterweight.Cli.Reading.Cells;

/// <summary>What all columns of a file share: the missing markers, and what is known of its decimal mark.</summary>
/// <param name="missing">Texts that are missing values beside the usual ones.</param>
/// <param name="separator">What separates the fields; null where a format has no separator.</param>
internal sealed class FileNotation(IReadOnlyList<string> missing, char? separator = null)
{
    private int pointColumns;
    private int commaColumns;

    /// <summary>The missing markers.</summary>
    public MissingMarkers Missing { get; } = new(missing);

    /// <summary>Whether text that could be both, such as 1,234, has a decimal comma.</summary>
    /// <remarks>As most other columns have it. Where no column tells, as the separator does: files with semicolons have them because commas are decimal.</remarks>
    public bool PrefersComma => commaColumns == pointColumns ? separator == ';' : commaColumns > pointColumns;

    /// <summary>Whether some column tells the decimal mark of the file.</summary>
    public bool IsKnown => commaColumns != pointColumns;

    /// <summary>Takes note of a column whose decimal mark is certain.</summary>
    public void Saw(char decimalMark)
    {
        if (decimalMark == ',')
        {
            commaColumns++;
        }
        else
        {
            pointColumns++;
        }
    }
}
