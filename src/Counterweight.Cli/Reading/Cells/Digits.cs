namespace Counterweight.Cli.Reading.Cells;

/// <summary>Takes short whole numbers from the beginning of a text.</summary>
internal static class Digits
{
    /// <summary>Takes 1 to <paramref name="most"/> digits; more of them are none.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> text, int most, out int value, out int length)
    {
        (value, length) = (0, 0);
        while (length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9')
        {
            if (length == most)
            {
                return false;
            }

            value = (10 * value) + (text[length++] - '0');
        }

        text = text[length..];
        return length > 0;
    }

    /// <summary>Takes a mark and digits after it.</summary>
    public static bool TryTakeAfter(ref ReadOnlySpan<byte> text, byte mark, int most, out int value, out int length)
    {
        (value, length) = (0, 0);
        if (text.Length == 0 || text[0] != mark)
        {
            return false;
        }

        text = text[1..];
        return TryTake(ref text, most, out value, out length);
    }
}
