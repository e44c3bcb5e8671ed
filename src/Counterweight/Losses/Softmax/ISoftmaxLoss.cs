using System.Numerics;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The mathematics of a loss φ(p_y) of the probability that a softmax gives to the label. Implement it as a readonly
/// struct and <c>SoftmaxLoss.Evaluate</c> gives it the engine's speed, weights, layouts, threads and determinism.
/// </summary>
/// <remarks>
/// <para>The engine reduces each row to the probability p_y of its label and passes that in, a block of rows at a time, one
/// row a lane. The loss returns φ and its two derivatives by the cross-entropy c = −ln p_y: ψ = dφ/dc = −p_y·dφ/dp_y and
/// β = d²φ/dc² = −p_y·dψ/dp_y. They are 1 and 0 for the cross-entropy itself.</para>
/// <para>With t = 1 at the label and 0 elsewhere, ψ is the factor of the gradient, <c>ψ·(p_j − t_j)</c>, and both are factors
/// of the Hessian diagonal, <c>ψ·p_j(1 − p_j) + β·(p_j − t_j)²</c>. The engine writes these, and takes care of class and
/// sample weights, label smoothing and the transform of the logits.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether the greatest logit, the first of equals, takes the whole probability, as at temperature 0: then
    /// crossEntropy is <c>max z − z_y</c>, the probabilities are 0 or 1.
    /// </summary>
    static virtual bool TakesHardmax => false;

    /// <summary>Rows with this label are not read; their gradient is 0.</summary>
    int IgnoreLabel { get; }

    /// <summary>
    /// ε: the loss is (1 − ε) times this loss of the label plus ε times the cross-entropy against the uniform target;
    /// 0 for none.
    /// </summary>
    T LabelSmoothing { get; }

    /// <summary>The transform of the logits before the softmax; <c>default</c> for none.</summary>
    LogitTransform<T> Transform { get; }

    /// <summary>φ and its derivatives by the cross-entropy c = −ln p_y.</summary>
    /// <param name="crossEntropy">c = LSE − z_y, in nats.</param>
    /// <param name="probability">p_y.</param>
    /// <param name="complement">1 − p_y, summed from the other classes and so exact to the last bits however small.</param>
    /// <param name="value">φ(p_y).</param>
    /// <param name="firstDerivative">ψ = dφ/dc = −p_y·dφ/dp_y; 1 for the cross-entropy.</param>
    /// <param name="secondDerivative">β = d²φ/dc² = −p_y·dψ/dp_y; 0 for the cross-entropy.</param>
    void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
        where TBlock : struct, IBlock<TBlock, T>;
}
