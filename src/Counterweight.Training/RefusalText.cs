using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Counterweight.Training;

/// <summary>A part of a message that is put together only where a check has failed, in the invariant culture.</summary>
[InterpolatedStringHandler]
internal ref struct RefusalText
{
    private readonly string? known;
    private DefaultInterpolatedStringHandler parts;

    /// <param name="literalLength">Characters of constant parts.</param>
    /// <param name="formattedCount">Parts that are values.</param>
    /// <param name="isGood">Whether the check has passed.</param>
    /// <param name="isWanted">Whether the parts are to be appended.</param>
    public RefusalText(int literalLength, int formattedCount, bool isGood, out bool isWanted)
    {
        isWanted = !isGood;
        parts = isWanted ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    private RefusalText(string text) => known = text;

    public static implicit operator RefusalText(string text) => new(text);

    public void AppendLiteral(string value) => parts.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => parts.AppendFormatted(value);

    [SuppressMessage("Globalization", "CA1305", Justification = "The parts have their culture.")]
    public string Take() => known ?? parts.ToStringAndClear();
}
