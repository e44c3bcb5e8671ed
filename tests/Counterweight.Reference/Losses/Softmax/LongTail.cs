namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Class sizes such as rare classes have.</summary>
internal static class LongTail
{
    /// <summary>From 5000 down to 1, each class three fifths of the one before, and again from the top after every twentieth.</summary>
    public static long[] Counts(int classes)
    {
        var counts = new long[classes];
        for (var c = 0; c < classes; c++)
        {
            counts[c] = c % 20 == 0 ? 5000 : Math.Max(1, counts[c - 1] * 3 / 5);
        }

        return counts;
    }
}
