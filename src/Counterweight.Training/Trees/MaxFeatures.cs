using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees;

/// <summary>How many features, drawn anew at every node, a split is sought among. The default: all.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MaxFeatures
{
    private readonly Rule rule;
    private readonly double value;

    private MaxFeatures(Rule rule, double value = 0) => (this.rule, this.value) = (rule, value);

    private enum Rule
    {
        All,
        Sqrt,
        Log2,
        Fraction,
        Number,
    }

    /// <summary>All features.</summary>
    public static MaxFeatures All => default;

    /// <summary>⌊√F⌋.</summary>
    public static MaxFeatures Sqrt => new(Rule.Sqrt);

    /// <summary>⌊log₂ F⌋.</summary>
    public static MaxFeatures Log2 => new(Rule.Log2);

    /// <summary>⌊fraction · F⌋.</summary>
    /// <param name="fraction">In (0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside its range.</exception>
    public static MaxFeatures Fraction(double fraction)
    {
        Require.That(fraction is > 0 and <= 1, fraction, nameof(fraction), "in (0, 1]");
        return new(Rule.Fraction, fraction);
    }

    /// <summary>A number of features, all where there are fewer.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static MaxFeatures Number(int count)
    {
        Require.AtLeast(count, 1, nameof(count));
        return new(Rule.Number, count);
    }

    /// <summary>The number of features of <paramref name="featureCount"/>, at least 1.</summary>
    /// <param name="featureCount">F, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature.</exception>
    public int Of(int featureCount)
    {
        Require.AtLeast(featureCount, 1, nameof(featureCount));
        var most = rule switch
        {
            Rule.Sqrt => Math.Sqrt(featureCount),
            Rule.Log2 => Math.Log2(featureCount),
            Rule.Fraction => value * featureCount,
            Rule.Number => value,
            _ => featureCount,
        };
        return (int)Math.Clamp(most, 1, featureCount);
    }
}
