using System.Runtime.CompilerServices;

namespace Counterweight.Splits;

/// <summary>
/// Hellinger distance between the ways two classes are split, √Σ_j(√(S_{1j}/S₁) − √(S_{2j}/S₂))² over both sides j, in
/// [0, √2]; of more classes the root of the mean of the squares over all pairs of classes of the node.
/// </summary>
/// <remarks>
/// <para>
/// It compares shares of each class, so that no weight of a class changes it: insensitive to skew. It is no impurity:
/// the gain of a split is the distance itself (times W_t/W).
/// </para>
/// <para>
/// With p_c = S_c/S_c(node), Σ over pairs of (√p_a − √p_b)² is K·Σp_c − (Σ√p_c)², and Σp_c over both sides is K: the
/// distance's square is (K² − Σ_j(Σ_c√p_cj)²)/(K(K − 1)/2). Its error is below K·2⁻⁵⁰ absolutely before the root.
/// </para>
/// <para>
/// Source: Cieslak, Chawla, Learning Decision Trees for Unbalanced Data, ECML PKDD 2008, section 2; pairs of classes as
/// in Hand, Till, Machine Learning 45, 2001, since a class against all others would depend on the others' skew.
/// </para>
/// </remarks>
public readonly struct HellingerDistance : IImpurity
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
        where TBlock : struct, IBlock<TBlock, double> =>
        TBlock.SelectLess(TBlock.Zero, nodeClassWeight, TBlock.Sqrt(classWeight / nodeClassWeight), TBlock.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double> => termSum * termSum;

    /// <inheritdoc/>
    public double Gain(double decrease, double nodeTotal, double nodeWeight)
    {
        var classes = Math.Sqrt(nodeTotal);
        return Math.Sqrt(decrease / (classes * (classes - 1) / 2));
    }
}
