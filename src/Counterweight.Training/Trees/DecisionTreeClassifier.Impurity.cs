using System.Numerics.Tensors;

namespace Counterweight.Training.Trees;

/// <content>What the splits have gained.</content>
public sealed partial class DecisionTreeClassifier
{
    /// <summary>
    /// Impurity of a node from its class fractions: −Σ p·log₂ p in trees grown by entropy, 1 − Σp² in all others.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public double NodeImpurity(int node) => Impurity.OfNode(Criterion, ClassFractions(node));

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
