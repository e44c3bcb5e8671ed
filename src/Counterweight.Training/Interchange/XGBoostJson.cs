using System.Text.Json;

namespace Counterweight.Training.Interchange;

/// <summary>XGBoost's JSON, which has the numbers NaN, Infinity and -Infinity beside those of the standard.</summary>
internal static class XGBoostJson
{
    private static readonly (byte[] Text, float Value)[] NotFinite =
    [
        ("NaN"u8.ToArray(), float.NaN),
        ("Infinity"u8.ToArray(), float.PositiveInfinity),
        ("-Infinity"u8.ToArray(), float.NegativeInfinity),
    ];

    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>Parses a file.</summary>
    /// <exception cref="InvalidDataException">This is another format of XGBoost's.</exception>
    /// <exception cref="JsonException">This is no JSON.</exception>
    public static JsonDocument Parse(Stream source)
    {
        using var copy = new MemoryStream();
        source.CopyTo(copy);
        var json = copy.GetBuffer().AsMemory(0, (int)copy.Length);
        if (json.Span.StartsWith(Mark))
        {
            json = json[Mark.Length..];
        }

        // A name of UBJSON begins with the type of its length.
        if (json.Span.StartsWith("binf"u8) || (json.Length > 1 && json.Span[0] == '{' && char.IsAsciiLetter((char)json.Span[1])))
        {
            throw new InvalidDataException("This is a model of XGBoost in UBJSON or in its old binary format; Booster.save_model(\"model.json\") writes the JSON that is read here.");
        }

        QuoteNotFinite(json.Span);
        return JsonDocument.Parse(json);
    }

    /// <summary>The number that <see cref="Parse"/> made a text; null where the value is none.</summary>
    public static float? NumberOf(JsonElement value)
    {
        foreach (var (text, number) in NotFinite)
        {
            if (value.ValueKind == JsonValueKind.String && value.ValueEquals(text.AsSpan(1, text.Length - 2)))
            {
                return number;
            }
        }

        return null;
    }

    // Quotes take the place of the first and the last letter: what follows stays where it is in the file.
    private static void QuoteNotFinite(Span<byte> json)
    {
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (isText && json[i] == '\\')
            {
                i++;
            }
            else if (json[i] == '"')
            {
                isText = !isText;
            }
            else if (!isText && (json[i] is (byte)'N' or (byte)'I' or (byte)'-'))
            {
                i += Quote(json[i..]);
            }
        }
    }

    private static int Quote(Span<byte> json)
    {
        foreach (var (text, _) in NotFinite)
        {
            if (json.StartsWith(text))
            {
                json[0] = json[text.Length - 1] = (byte)'"';
                return text.Length - 1;
            }
        }

        return 0;
    }
}
