using System.Globalization;
using System.Text;

namespace Counterweight.Cli.Csv;

/// <summary>Numbers as CSV files write them: a decimal point, an exponent, spaces around.</summary>
internal static class CsvNumber
{
    /// <summary>False where the field is neither a finite number nor missing; NaN where it is missing.</summary>
    public static bool TryParse(ReadOnlySpan<byte> field, out double value)
    {
        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return !double.IsInfinity(value);
        }

        value = double.NaN;
        return IsMissing(field);
    }

    /// <summary>True for an empty field, NA, NaN and ?, in any case.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> field)
    {
        var text = field.Trim(" \t"u8);
        return text.IsEmpty || text.SequenceEqual("?"u8) || Ascii.EqualsIgnoreCase(text, "NA"u8) || Ascii.EqualsIgnoreCase(text, "NaN"u8);
    }
}
