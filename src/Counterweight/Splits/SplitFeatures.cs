using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Splits;

/// <summary>What a split search knows of the features. The default: all are ordered and count the same.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct SplitFeatures
{
    /// <summary>
    /// A factor for each feature, finite and at least 0, or empty: all 1. A feature's gains are compared with others'
    /// after being multiplied by it, and reported without it. Features of factor 0 are not read at all. For several
    /// nodes, also one after the other the factors of each node.
    /// </summary>
    public ReadOnlySpan<double> GainWeights { get; init; }

    /// <summary>
    /// Whether each feature is categorical, or empty: none. Its bins have no order and the last one is a category like
    /// others, whether it holds missing values or not. At most 256 bins.
    /// </summary>
    public ReadOnlySpan<bool> IsCategorical { get; init; }

    internal void Check(int featureCount, int binCount, int nodeCount, string parameter)
    {
        if (!GainWeights.IsEmpty && GainWeights.Length != featureCount && GainWeights.Length != (long)featureCount * nodeCount)
        {
            throw new ArgumentException(Guard.Text($"GainWeights has {GainWeights.Length} elements, neither none nor one for each of {featureCount} features (of each of {nodeCount} nodes)."), parameter);
        }

        Guard.Weights(GainWeights, "features.GainWeights");
        if (!IsCategorical.IsEmpty && IsCategorical.Length != featureCount)
        {
            throw new ArgumentException(Guard.Text($"IsCategorical has {IsCategorical.Length} elements, neither none nor one for each of {featureCount} features."), parameter);
        }

        if (binCount > BinSet.Capacity && IsCategorical.Contains(true))
        {
            throw new ArgumentException(Guard.Text($"IsCategorical[{IsCategorical.IndexOf(true)}] is true; categorical features have at most {BinSet.Capacity} bins, not {binCount}."), parameter);
        }
    }
}
