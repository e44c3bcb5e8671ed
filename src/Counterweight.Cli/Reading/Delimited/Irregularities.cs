using System.Globalization;

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

    /// <summary>A record with another number of fields.</summary>
    public void AddOtherCount(long line, int fields) => otherCounts.Add(FormattableString.Invariant($"line {line} has {fields}"));

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

    /// <summary>What is wrong with the file, a sentence each.</summary>
    public IEnumerable<string> Problems(string owner, int fields)
    {
        if (badQuotes.Count > 0)
        {
            yield return $"a quote inside an unquoted field: {badQuotes.Lines}";
        }

        if (otherCounts.Count > 0)
        {
            yield return FormattableString.Invariant($"number of fields: {otherCounts.List}, {owner} {fields}") + (otherCounts.Count > Places.Most ? FormattableString.Invariant($" ({otherCounts.Count} records have another number)") : "");
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

        if (extraSeparators.Count > 0)
        {
            yield return $"separators after the last field are passed over: {extraSeparators.Lines}";
        }

        if (oddQuotes.Count > 0)
        {
            yield return $"quotes inside a field are read as text: {oddQuotes.Lines}";
        }
    }

    private sealed class Places
    {
        public const int Most = 3;

        private readonly List<string> first = [];

        public long Count { get; private set; }

        public string List => string.Join(", ", first);

        public string Lines => (Count > 1 ? "lines " : "line ") + List + (Count > Most ? FormattableString.Invariant($" and {Count - Most} more") : "");

        public void Add(long line) => Add(line.ToString(CultureInfo.InvariantCulture));

        public void Add(string place)
        {
            Count++;
            if (first.Count < Most)
            {
                first.Add(place);
            }
        }
    }
}
