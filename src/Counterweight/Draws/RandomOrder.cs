using Counterweight.Randomness;

namespace Counterweight.Draws;

/// <summary>Random orders: a shuffle of rows, or of anything that rows are numbered by.</summary>
public static class RandomOrder
{
    /// <summary>Puts elements in a random order in place: of the places from 0 on, place i changes with one of the places 0 … i, by draw <paramref name="start"/> + i.</summary>
    /// <remarks>
    /// So the order of the first n elements depends on them alone. A number below m is biased by less than m/2⁶⁴. Nothing is allocated.
    /// Source: R. Durstenfeld, Algorithm 235: Random Permutation, 1964.
    /// </remarks>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="start">Number of the first draw, at least 0; as many are taken as there are elements.</param>
    /// <param name="elements">What to shuffle.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is negative or a draw is beyond 2⁶². Nothing has been written.</exception>
    public static void Shuffle(RandomStream stream, long start, Span<int> elements)
    {
        DrawChecks.Places(start, elements.Length, nameof(start));
        ShuffleLoop.Run(elements, stream, start);
    }
}
