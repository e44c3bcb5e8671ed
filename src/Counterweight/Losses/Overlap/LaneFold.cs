namespace Counterweight.Losses.Overlap;

/// <summary>The fixed tree by which lanes of doubles become one sum.</summary>
internal static unsafe class LaneFold
{
    /// <summary>Lane i with lane i + half, half = count/2, count/4, … 1. The lanes are overwritten.</summary>
    public static double Sum(double* lanes, int count)
    {
        for (var half = count / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
