namespace Counterweight.Peers.Rows;

/// <summary>Numbers at random, the same ones for the same seed.</summary>
/// <param name="seed">The seed.</param>
internal sealed class NormalDraws(int seed)
{
    private readonly Random random = new(seed);
    private double kept = double.NaN;

    /// <summary>A uniform number in (0, 1).</summary>
    public double Uniform() => Math.Max(random.NextDouble(), double.Epsilon);

    /// <summary>A standard normal number, by Box and Muller.</summary>
    public double Next()
    {
        if (!double.IsNaN(kept))
        {
            (var second, kept) = (kept, double.NaN);
            return second;
        }

        var radius = Math.Sqrt(-2 * Math.Log(Uniform()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
        kept = radius * sine;
        return radius * cosine;
    }

    /// <summary>Standard normal numbers.</summary>
    public float[] Floats(int count)
    {
        var numbers = new float[count];
        foreach (ref var number in numbers.AsSpan())
        {
            number = (float)Next();
        }

        return numbers;
    }
}
