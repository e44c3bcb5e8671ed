using System.Text;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>CSV read and written by RFC 4180 alone, to look at what the command writes.</summary>
internal static class Csv
{
    /// <summary>All records, by the names of the first.</summary>
    public static (string[] Header, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows) Read(string text, char separator)
    {
        var records = Records(text, separator).ToArray();
        return (records[0], [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))]);
    }

    public static string Write(IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows, char separator) =>
        string.Concat(rows.Prepend(header).Select(row => string.Join(separator, row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

    private static IEnumerable<string[]> Records(string text, char separator)
    {
        List<string> record = [];
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                field.Append(text[i++]);
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && (text[i] == separator || text[i] == '\n'))
            {
                record.Add(field.ToString());
                field.Clear();
                if (text[i] == '\n')
                {
                    yield return [.. record];
                    record.Clear();
                }
            }
            else
            {
                field.Append(text[i]);
            }
        }
    }
}
