using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Targets of regression losses.</summary>
internal static class RealTargets
{
    private static readonly double[] Specials = [0.0, -0.0, 1e-40, -1e-40, 3e38, -3e38, 1e30, -1000, 1e-8];

    /// <summary>−8 … 8; wide or special as scores are, but finite.</summary>
    public static double Draw(Random random, InputKind kind) => kind switch
    {
        InputKind.Wide => (random.Next(2) == 0 ? 1 : -1) * Math.ScaleB(1 + random.NextDouble(), random.Next(-100, 100)),
        InputKind.Special when random.Next(4) == 0 => Specials[random.Next(Specials.Length)],
        _ => (random.NextDouble() * 16) - 8,
    };
}
