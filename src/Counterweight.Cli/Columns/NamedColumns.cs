using System.Globalization;
using System.Text;

namespace Counterweight.Cli.Columns;

/// <summary>The columns that a user's names mean. A name wins over a number.</summary>
internal sealed class NamedColumns(IReadOnlyList<string> names)
{
    private readonly Dictionary<string, int> places = Places(names);
    private readonly Lazy<ILookup<string, int>> decomposed = new(() => names.Index().ToLookup(name => DecomposedText.Of(name.Item), name => name.Index, StringComparer.Ordinal));

    /// <summary>The place of a name, of a number from 1, or of one from −1 for the last; −1 where there is no such column.</summary>
    public int Find(string name)
    {
        if (places.TryGetValue(name, out var place))
        {
            return place;
        }

        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return FindName(name);
        }

        place = number < 0 ? names.Count + number : number - 1;
        return place >= 0 && place < names.Count ? place : -1;
    }

    /// <summary>The place of a name; −1 where there is no such column.</summary>
    /// <remarks>A keyboard, or another file, may compose letters that this one does not, or the other way round.</remarks>
    public int FindName(string name) => places.TryGetValue(name, out var place) ? place
        : decomposed.Value[DecomposedText.Of(name)].ToArray() is [var alike] ? alike : -1;

    /// <summary>The columns of an option that takes several names with commas between them, and the names that are none.</summary>
    public (IReadOnlyList<int> Columns, IReadOnlyList<string> Unknown) FindAll(IReadOnlyList<string> values)
    {
        List<int> columns = [];
        List<string> unknown = [];
        foreach (var name in values.SelectMany(Names))
        {
            var column = Find(name);
            if (column < 0)
            {
                unknown.Add(name);
            }
            else if (!columns.Contains(column))
            {
                columns.Add(column);
            }
        }

        return (columns, unknown);
    }

    /// <summary>Names as one value of an option, those with a comma or a quote in quotes.</summary>
    public static string Join(IEnumerable<string> names) =>
        string.Join(',', names.Select(name => name.AsSpan().ContainsAny(",\"") ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name));

    /// <summary>The parts of an option's value that commas separate; in quotes a comma separates nothing.</summary>
    public static IEnumerable<string> Split(string value)
    {
        for (var start = 0; start <= value.Length;)
        {
            yield return ReadField(value, ref start).Trim();
        }
    }

    // A name that has a comma itself is meant as a whole.
    private IEnumerable<string> Names(string value) => places.ContainsKey(value) ? [value] : Split(value);

    private static string ReadField(string value, ref int position)
    {
        if (position == value.Length || value[position] != '"')
        {
            var comma = value.IndexOf(',', position);
            var end = comma < 0 ? value.Length : comma;
            var field = value[position..end];
            position = end + 1;
            return field;
        }

        var quoted = new StringBuilder();
        for (position++; position < value.Length; position++)
        {
            if (value[position] != '"')
            {
                quoted.Append(value[position]);
            }
            else if (position + 1 < value.Length && value[position + 1] == '"')
            {
                quoted.Append('"');
                position++;
            }
            else
            {
                break;
            }
        }

        // What stands between the closing quote and the next comma belongs to it, as in "a,b"=5.
        var rest = Math.Min(position + 1, value.Length);
        var next = value.IndexOf(',', rest);
        var last = next < 0 ? value.Length : next;
        position = last + 1;
        return quoted.Append(value.AsSpan(rest..last)).ToString();
    }

    private static Dictionary<string, int> Places(IReadOnlyList<string> names)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var column = 0; column < names.Count; column++)
        {
            first.TryAdd(names[column], column);
        }

        return first;
    }
}
