using System.Numerics;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>
/// The mathematics of a loss over the softmax of a row of logits with a hard label. Implement it as a readonly struct
/// and <c>SoftmaxLoss.Evaluate</c> gives it the engine's speed, tails, weights, threads and determinism.
/// </summary>
/// <remarks>
/// The engine reduces each row to a handful of numbers and hands them over a block of rows at a time, one row a lane.
/// With what comes back it writes the gradient: <c>scale·p_j − smoothing·w_j/K</c> for every class j but the target,
/// and <c>target − smoothing·w_y/K</c> there; and the Hessian diagonal <c>curvature·p_j·(1 − p_j)</c>.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows with this label are not read; their gradient is 0.</summary>
    int IgnoreLabel { get; }

    /// <summary>ε, the share of the target that is spread evenly over all classes; 0 for none.</summary>
    T LabelSmoothing { get; }

    /// <summary>Loss of a row and the coefficients of its gradient and Hessian.</summary>
    /// <param name="crossEntropy">LSE − z_y, in nats.</param>
    /// <param name="probability">p_y.</param>
    /// <param name="complement">1 − p_y, summed from the other classes and so exact to the last bits however small.</param>
    /// <param name="classWeight">w_y, the weight of the label's class.</param>
    /// <param name="spread">Σ_k w_k (LSE − z_k)/K, the cross-entropy against the uniform target; 0 without smoothing.</param>
    /// <param name="meanWeight">Σ_k w_k/K.</param>
    /// <param name="value">The loss, class weight included.</param>
    /// <param name="scale">Factor of p_j in the gradient off the target.</param>
    /// <param name="target">Gradient of the target's logit, before the smoothing term.</param>
    /// <param name="curvature">Factor of p_j(1 − p_j) in the Hessian diagonal.</param>
    void Evaluate<TBlock>(
        TBlock crossEntropy,
        TBlock probability,
        TBlock complement,
        TBlock classWeight,
        TBlock spread,
        TBlock meanWeight,
        out TBlock value,
        out TBlock scale,
        out TBlock target,
        out TBlock curvature)
        where TBlock : struct, IBlock<TBlock, T>;
}
