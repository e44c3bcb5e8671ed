using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling;

/// <content>Strategies as text.</content>
public readonly partial struct SamplingStrategy
{
    private const string Grammar = "auto, all, minority, majority, not minority, not majority, a ratio such as 0.5, or rows of classes such as 0:500, 2:300";

    /// <summary>Reads what <see cref="ToString"/> writes: a name in any case, a ratio, or classes with their rows.</summary>
    /// <param name="text"><c>auto</c>, <c>all</c>, <c>minority</c>, <c>majority</c>, <c>not minority</c>, <c>not majority</c> (a hyphen or an underscore may be the space), <c>0.5</c>, or <c>0:500, 2:300</c>.</param>
    /// <exception cref="FormatException">The text is none of these; the message lists them.</exception>
    /// <exception cref="ArgumentException">A class is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is outside (0, 1].</exception>
    public static SamplingStrategy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryName(text, out var named))
        {
            return named;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio))
        {
            return Ratio(ratio);
        }

        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var rows = new (int Class, long Rows)[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var pair = parts[i].Split(':', StringSplitOptions.TrimEntries);
            if (pair.Length != 2
                || !int.TryParse(pair[0], NumberStyles.None, CultureInfo.InvariantCulture, out rows[i].Class)
                || !long.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out rows[i].Rows))
            {
                throw new FormatException($"The sampling strategy '{text}' is none of these: {Grammar}.");
            }
        }

        return Counts(rows);
    }

    /// <summary>As <see cref="Parse"/>, without an exception.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="strategy">What it says.</param>
    /// <returns>Whether the text is a strategy.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SamplingStrategy strategy)
    {
        try
        {
            strategy = text is null ? default : Parse(text);
            return text is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            strategy = default;
            return false;
        }
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => rule switch
    {
        Rule.Auto => "auto",
        Rule.All => "all",
        Rule.Minority => "minority",
        Rule.Majority => "majority",
        Rule.NotMinority => "not minority",
        Rule.NotMajority => "not majority",
        Rule.Ratio => ratio.ToString("R", CultureInfo.InvariantCulture),
        _ => string.Join(", ", counts!.Select(pair => Guard.Text($"{pair.Class}:{pair.Rows}"))),
    };

    private static bool TryName(string text, out SamplingStrategy strategy)
    {
        var words = text.Replace('-', ' ').Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        SamplingStrategy? found = string.Join(' ', words).ToUpperInvariant() switch
        {
            "AUTO" => Auto,
            "ALL" => All,
            "MINORITY" => Minority,
            "MAJORITY" => Majority,
            "NOT MINORITY" => NotMinority,
            "NOT MAJORITY" => NotMajority,
            _ => null,
        };
        strategy = found ?? default;
        return found is not null;
    }
}
