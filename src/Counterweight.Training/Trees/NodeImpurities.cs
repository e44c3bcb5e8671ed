using Counterweight.Elementwise;

namespace Counterweight.Training.Trees;

/// <summary>Impurities of a node from the classes' fractions p of its weight, which sum to 1.</summary>
internal static class NodeImpurities
{
    public delegate double Formula(ReadOnlySpan<double> p);

    /// <summary>1 − Σ p².</summary>
    public static double Gini(ReadOnlySpan<double> p)
    {
        // Σ p(1 − p) has no cancellation in pure nodes.
        var sum = 0.0;
        foreach (var fraction in p)
        {
            sum += fraction * (1 - fraction);
        }

        return sum;
    }

    /// <summary>−Σ p·log₂ p.</summary>
    public static double Entropy(ReadOnlySpan<double> p)
    {
        Span<double> bits = p.Length <= 64 ? stackalloc double[p.Length] : new double[p.Length];
        VectorMath.Log2(p, bits);
        var entropy = 0.0;
        for (var label = 0; label < p.Length; label++)
        {
            entropy -= p[label] > 0 ? p[label] * bits[label] : 0;
        }

        return entropy;
    }
}
