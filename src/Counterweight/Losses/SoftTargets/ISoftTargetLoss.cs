using System.Numerics;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>
/// A cross-entropy of the softmax of transformed logits against a row of target probabilities:
/// f·Σ_j w_j·t′_j·(LSE(x) − x_j), t′ = (1 − ε)t + ε/K, less its least value f·Σ_j w_j·t′_j·(−ln t′_j) where it measures a divergence.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ISoftTargetLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the entropy of the targets is subtracted. The loss is then a Kullback–Leibler divergence: 0 where p = t′.</summary>
    static virtual bool IsDivergence => false;

    /// <summary>ε, the fraction of the target that is spread evenly over all classes; 0 for none.</summary>
    T LabelSmoothing { get; }

    /// <summary>The transform of the logits before the softmax, without margins; <c>default</c> for none.</summary>
    LogitTransform<T> Transform { get; }

    /// <summary>f.</summary>
    T Factor { get; }
}
