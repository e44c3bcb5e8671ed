using System.Numerics;

namespace Counterweight.Reference.Catalog;

/// <summary>Values for inputs, from a seed.</summary>
public static class Inputs
{
    private static readonly double[] Specials =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1e-40, -1e-40, 1e-45, 3e38, -3e38, 88.8, -103.9, 1000, -1000, 1e-8, 1,
    ];

    /// <summary>Scores: −8 … 8, or wide, or with special values among them.</summary>
    public static void Scores<T>(Span<T> scores, InputKind kind, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var score in scores)
        {
            score = T.CreateChecked(kind switch
            {
                InputKind.Wide => Wide(random),
                InputKind.Special when random.Next(4) == 0 => Specials[random.Next(Specials.Length)],
                _ => (random.NextDouble() * 16) - 8,
            });
        }
    }

    /// <summary>Weights: 0.1 … 5, one in eight 0.</summary>
    public static void Weights<T>(Span<T> weights, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var weight in weights)
        {
            weight = random.Next(8) == 0 ? T.Zero : T.CreateChecked(0.1 + (random.NextDouble() * 4.9));
        }
    }

    /// <summary>Labels in [0, classes), one in twelve <paramref name="ignored"/>.</summary>
    public static void Labels(Span<int> labels, int classes, int ignored, Random random)
    {
        foreach (ref var label in labels)
        {
            label = random.Next(12) == 0 ? ignored : random.Next(classes);
        }
    }

    /// <summary>Rows of probabilities, one in six 0; one row in eight is certain, one in ten all 0. Rows sum to 1 but for rounding.</summary>
    public static void Distributions<T>(Span<T> targets, int classes, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var start = 0; start < targets.Length; start += classes)
        {
            var row = targets.Slice(start, classes);
            row.Clear();
            if (random.Next(10) == 0)
            {
                continue;
            }

            if (random.Next(8) == 0)
            {
                row[random.Next(classes)] = T.One;
                continue;
            }

            var sum = 0.0;
            foreach (ref var target in row)
            {
                target = random.Next(6) == 0 ? T.Zero : T.CreateChecked(random.NextDouble());
                sum += double.CreateChecked(target);
            }

            foreach (ref var target in row)
            {
                target = sum == 0 ? T.Zero : T.CreateChecked(double.CreateChecked(target) / sum);
            }
        }
    }

    /// <summary>2^−100 … 2^100, of either sign. No library function takes part: inputs are the same bits on every system.</summary>
    private static double Wide(Random random)
    {
        var magnitude = Math.ScaleB(1 + random.NextDouble(), random.Next(-100, 100));
        return random.Next(2) == 0 ? magnitude : -magnitude;
    }
}
