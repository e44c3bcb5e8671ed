using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>
/// Knowledge distillation: the divergence of a student's softened probabilities from a teacher's, t (Hinton, Vinyals
/// and Dean, «Distilling the Knowledge in a Neural Network», 2015, section 2), with class weights.
/// </summary>
/// <remarks>
/// <para>With p = softmax(z/T), class weights w and W = Σ_k w_k·t_k: L = T²·Σ_j w_j·t_j·(ln t_j − ln p_j), where 0·ln 0 = 0;
/// dL/dz_j = T·(W·p_j − w_j·t_j); d²L/dz_j² = W·p_j(1−p_j). The factor T² keeps gradients comparable over temperatures.</para>
/// <para>The targets are probabilities of the teacher at the same temperature. −∞ logits, NaN: as <see cref="SoftTargetCrossEntropy{T}"/>.</para>
/// <para>Maximum error as there, the loss's of T²·Σ_j w_j·t_j·(1 + |ln t_j| + |ln p_j|): where p is nearly t the difference may be off by that, and below 0.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct DistillationLoss<T> : ISoftTargetLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LogitTransform<T> transform;
    private readonly T factor;

    /// <summary>Temperature 1: the Kullback–Leibler divergence.</summary>
    public DistillationLoss()
        : this(T.One)
    {
    }

    /// <summary>A loss with its temperature.</summary>
    /// <param name="temperature">T: greater than 0, such that 1/T and T² are normal numbers: from 1.1e-19 to 1.8e19 (float), from 1.5e-154 to 1.3e154 (double).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is out of its range.</exception>
    public DistillationLoss(T temperature)
    {
        factor = temperature * temperature;
        var scale = T.One / temperature;
        Guard.Parameter(
            temperature > T.Zero && T.IsNormal(factor) && T.IsNormal(scale),
            temperature, nameof(temperature), "be greater than 0, and its square and its reciprocal be normal numbers");
        transform = new(scale);
    }

    /// <summary>True: the teacher's entropy is subtracted.</summary>
    public static bool IsDivergence => true;

    /// <summary>0.</summary>
    public T LabelSmoothing => T.Zero;

    /// <inheritdoc/>
    public LogitTransform<T> Transform => transform;

    /// <summary>T².</summary>
    public T Factor => factor == T.Zero ? T.One : factor;
}
