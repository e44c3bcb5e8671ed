using System.Text;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading.Arff;

/// <summary>Reads what stands before the data: the relation and its attributes.</summary>
internal sealed class ArffHeader(LineReader lines, string source)
{
    private const string DefaultDateFormat = "yyyy-MM-dd'T'HH:mm:ss";

    private readonly List<ArffAttribute> attributes = [];

    /// <summary>Reads to the line @data.</summary>
    /// <exception cref="InputException">There is none, or an attribute cannot be understood.</exception>
    public ArffAttribute[] Read(CancellationToken cancellation)
    {
        while (lines.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var tokens = new ArffTokens(lines.Line);
            if (tokens.IsAtEnd)
            {
                continue;
            }

            var keyword = tokens.TakeText([], endsAtSpace: true, out _).ToLowerInvariant();
            switch (keyword)
            {
                case "@relation":
                    break;
                case "@attribute":
                    AddAttribute(ref tokens);
                    break;
                case "@data":
                    return attributes.Count > 0 ? [.. attributes] : throw Error("@data and no @attribute before it");
                default:
                    throw Error($"'{FilePlace.OneLine(Encoding.UTF8.GetString(lines.Line.Trim((byte)' ')))}' is neither @relation, @attribute nor @data");
            }
        }

        throw FilePlace.Error(source, "an ARFF file without @data: is it cut off?");
    }

    private static string NetFormat(string java)
    {
        // Letters of a format that the two write alike, but for these.
        var net = java.Replace("XXX", "zzz", StringComparison.Ordinal).Replace("Z", "zzz", StringComparison.Ordinal).Replace("SSS", "fff", StringComparison.Ordinal).Replace("EEE", "ddd", StringComparison.Ordinal);
        return net.Replace('a', 't');
    }

    private void AddAttribute(ref ArffTokens tokens)
    {
        var name = tokens.TakeText("{"u8, endsAtSpace: true, out var isClosed);
        if (!isClosed)
        {
            throw Error("@attribute: a quote that is never closed");
        }

        if (tokens.Take((byte)'{'))
        {
            attributes.Add(new ArffAttribute(name, ArffType.Nominal, ReadValues(ref tokens, name), ""));
            return;
        }

        var type = tokens.TakeText("{"u8, endsAtSpace: true, out _).ToLowerInvariant();
        attributes.Add(type switch
        {
            "numeric" or "real" or "integer" => new ArffAttribute(name, ArffType.Number, [], ""),
            "string" => new ArffAttribute(name, ArffType.Text, [], ""),
            "date" => new ArffAttribute(name, ArffType.Date, [], tokens.IsAtEnd ? DefaultDateFormat : NetFormat(tokens.TakeText([], endsAtSpace: false, out _))),
            "relational" => throw Error($"attribute '{FilePlace.OneLine(name)}' is relational: tables within a table are not read"),
            "" => throw Error($"attribute '{FilePlace.OneLine(name)}' has no type"),
            _ => throw Error($"attribute '{FilePlace.OneLine(name)}': '{FilePlace.OneLine(type)}' is no type (numeric, real, integer, string, date or values in braces)"),
        });
    }

    private string[] ReadValues(ref ArffTokens tokens, string name)
    {
        List<string> values = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!tokens.Take((byte)'}'))
        {
            if (tokens.Rest.Length == 0)
            {
                throw Error($"attribute '{FilePlace.OneLine(name)}': the brace of its values is never closed");
            }

            if (tokens.Take((byte)','))
            {
                continue;
            }

            var value = tokens.TakeText(",}"u8, endsAtSpace: false, out var isClosed);
            if (!isClosed)
            {
                throw Error($"attribute '{FilePlace.OneLine(name)}': a quote that is never closed");
            }

            if (!seen.Add(value))
            {
                throw Error($"attribute '{FilePlace.OneLine(name)}': '{FilePlace.OneLine(value)}' twice among its values");
            }

            values.Add(value);
        }

        return values.Count is > 0 and <= Columns.CategoryColumnBuilder.MostCategories
            ? [.. values]
            : throw Error(FormattableString.Invariant($"attribute '{FilePlace.OneLine(name)}' has {values.Count:N0} values; it must have at least 1 and at most {Columns.CategoryColumnBuilder.MostCategories:N0}"));
    }

    private InputException Error(string message) => FilePlace.Error(source, lines.Number, message);
}
