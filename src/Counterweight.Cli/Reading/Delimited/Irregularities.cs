namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Records that are not as the others: how many there are of each kind, and where the first are.</summary>
internal sealed class Irregularities
{
    private readonly Places otherCounts = new();
    private readonly Places badQuotes = new();
    private readonly Places extraSeparators = new();
    private readonly Places oddQuotes = new();
    private readonly Places comments = new();
    private readonly Places blanks = new();
    private readonly Places headers = new();
    private int firstOtherCount;

    /// <summary>A record with another number of fields.</summary>
    public void AddOtherCount(long line, int fields)
    {
        firstOtherCount = otherCounts.Count == 0 ? fields : firstOtherCount;
        otherCounts.Add(line, FormattableString.Invariant($"line {line} has {fields}"));
    }

    /// <summary>A record whose fields cannot be told apart, by a quote.</summary>
    public void AddBadQuote(long line) => badQuotes.Add(line);

    /// <summary>A record with empty fields after the last.</summary>
    public void AddExtraSeparators(long line) => extraSeparators.Add(line);

    /// <summary>A record with a quote that is read as text.</summary>
    public void AddOddQuote(long line) => oddQuotes.Add(line);

    /// <summary>A comment.</summary>
    public void AddComment(long line) => comments.Add(line);

    /// <summary>A record of empty fields.</summary>
    public void AddBlank(long line) => blanks.Add(line);

    /// <summary>The header once more.</summary>
    public void AddHeader(long line) => headers.Add(line);

    /// <summary>Whether something is wrong with the file.</summary>
    public bool AreProblems => badQuotes.Count + otherCounts.Count > 0;

    /// <summary>What is wrong with the file, a sentence each.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="expected">What the number of fields should be, and why: «the header has 5».</param>
    public IEnumerable<string> Problems(string source, string expected)
    {
        if (badQuotes.Count > 0)
        {
            yield return FormattableString.Invariant($"{source}:{badQuotes.FirstLine}: a quote inside an unquoted field") + (badQuotes.Count > 1 ? $", and on {badQuotes.OtherLines}" : "");
        }

        if (otherCounts.Count > 0)
        {
            yield return FormattableString.Invariant($"{source}:{otherCounts.FirstLine}: number of fields is {firstOtherCount}, {expected}") + (otherCounts.Count > 1 ? $"; {otherCounts.Others}" : "");
        }
    }

    /// <summary>What was passed over, a sentence each.</summary>
    public IEnumerable<string> Notes()
    {
        if (comments.Count > 0)
        {
            yield return $"comments are passed over: {comments.Lines}";
        }

        if (blanks.Count > 0)
        {
            yield return $"rows of empty cells are left out: {blanks.Lines}";
        }

        if (headers.Count > 0)
        {
            yield return $"lines that repeat the header are left out: {headers.Lines}";
        }

        if (extraSeparators.Count > 0)
        {
            yield return $"separators after the last field are passed over: {extraSeparators.Lines}";
        }

        if (oddQuotes.Count > 0)
        {
            yield return $"quotes inside a field are read as text: {oddQuotes.Lines}";
        }
    }
}
