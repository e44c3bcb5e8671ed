namespace Counterweight.Splits;

/// <summary>
/// The mathematics of an impurity of class weights S₁ … S_K with W = ΣS_c, written once for a block of candidates:
/// a term of each class, and W·I from the sum of the terms.
/// </summary>
/// <remarks>
/// The scan gives each lane one side of one candidate, with all weights of a node multiplied by one power of two,
/// so that W of the node lies in [1, 2), and looks for the candidate of greatest decrease W·I − W_L·I_L − W_R·I_R.
/// A class absent from a side has weight 0 there, one absent from the node has both arguments 0, and a side may be
/// empty: none may give NaN.
/// </remarks>
public interface IImpurity
{
    /// <summary>What one class adds to the sum of terms.</summary>
    /// <typeparam name="TBlock">The block of this machine.</typeparam>
    /// <param name="classWeight">S_c of the side, at least 0.</param>
    /// <param name="nodeClassWeight">S_c of the whole node: what criteria need that compare shares of classes.</param>
    TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
        where TBlock : struct, IBlock<TBlock, double>;

    /// <summary>Weight times impurity.</summary>
    /// <typeparam name="TBlock">The block of this machine.</typeparam>
    /// <param name="termSum">Σ of <see cref="Term"/> over the classes.</param>
    /// <param name="weight">W of the side, at least 0.</param>
    TBlock Total<TBlock>(TBlock termSum, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double>;

    /// <summary>The gain of a split: of an impurity in the strict sense, the decrease over the weight of the node.</summary>
    /// <param name="decrease">Total of the node less those of both sides, above 0.</param>
    /// <param name="nodeTotal">Total of the node.</param>
    /// <param name="nodeWeight">W of the node, in [1, 2).</param>
    double Gain(double decrease, double nodeTotal, double nodeWeight);
}
