using System.Numerics.Tensors;
using Counterweight.Elementwise;

namespace Counterweight.Training.Trees;

/// <content>What the splits have gained.</content>
public sealed partial class DecisionTreeClassifier
{
    /// <summary>
    /// Impurity of a node from its class fractions: 1 − Σp² or, of trees grown by entropy, −Σ p·log₂ p. Hellinger distance
    /// being no impurity, it is Gini's there.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public double NodeImpurity(int node)
    {
        var p = ClassFractions(node);
        if (Criterion != Impurity.Entropy)
        {
            // Σ p(1 − p) has no cancellation in pure nodes.
            var sum = 0.0;
            foreach (var fraction in p)
            {
                sum += fraction * (1 - fraction);
            }

            return sum;
        }

        Span<double> bits = ClassCount <= 64 ? stackalloc double[ClassCount] : new double[ClassCount];
        VectorMath.Log2(p, bits);
        var entropy = 0.0;
        for (var label = 0; label < p.Length; label++)
        {
            entropy -= p[label] > 0 ? p[label] * bits[label] : 0;
        }

        return entropy;
    }

    /// <summary>
    /// Importance of each feature: the sum of W_t/W·(I_t − W_L/W_t·I_L − W_R/W_t·I_R) over the nodes t that split it, all
    /// weights being those of the training rows; normalised to sum 1, or all 0 where nothing is gained.
    /// </summary>
    public double[] FeatureImportances()
    {
        var importances = new double[FeatureCount];
        foreach (var (feature, gain) in SplitGains())
        {
            importances[feature] += gain;
        }

        var sum = 0.0;
        foreach (var importance in importances)
        {
            sum += importance;
        }

        if (sum > 0)
        {
            TensorPrimitives.Divide(importances, sum, importances);
        }

        return importances;
    }

    /// <summary>Features that are split and what each split lowers the weighted impurity by, as a fraction of the root's weight.</summary>
    internal IEnumerable<(int Feature, double Gain)> SplitGains()
    {
        var risks = NodeRisks();
        for (var node = 0; node < nodes.Length; node++)
        {
            if (!nodes[node].IsLeaf)
            {
                var left = nodes[node].Left;
                yield return (nodes[node].Feature, Math.Max(0, risks[node] - risks[left] - risks[left + 1]));
            }
        }
    }

    /// <summary>r(t) = W_t·I_t/W of every node.</summary>
    private double[] NodeRisks()
    {
        var risks = new double[nodes.Length];
        for (var node = 0; node < risks.Length; node++)
        {
            risks[node] = nodes[node].Weight * NodeImpurity(node);
        }

        return risks;
    }
}
