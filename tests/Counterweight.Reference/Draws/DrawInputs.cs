using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>Weights to draw by.</summary>
internal static class DrawInputs
{
    private static readonly double[] Specials = [1, 1, 1, 2, 0.5, 1e-40, 1e-45, 3e38, 3e38];

    /// <summary>One in five is 0, the first one never; of any size, or many alike and some extreme.</summary>
    public static void Weights<T>(Span<T> weights, InputKind kind, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = i % 5 == 4 ? T.Zero : T.CreateChecked(kind switch
            {
                InputKind.Wide => Math.ScaleB(1 + random.NextDouble(), random.Next(-100, 100)),
                InputKind.Special => Specials[random.Next(Specials.Length)],
                _ => 0.1 + (random.NextDouble() * 4.9),
            });
        }
    }

    /// <summary>Weights as integers, all multiplied by one power of two: nothing is rounded.</summary>
    public static BigInteger[] Exact(double[] weights)
    {
        // Down to the least bit of the least double.
        const int Least = -1074;
        return [.. weights.Select(weight => weight == 0 ? BigInteger.Zero
            : new BigInteger(Math.ScaleB(weight, 52 - Math.ILogB(weight))) << (Math.ILogB(weight) - 52 - Least + 52))];
    }
}
