using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>
/// The mathematics of an impurity of class weights S₁ … S_K with W = ΣS_c, written once for a block of candidates:
/// a term of each class, and W·I from the sum of the terms.
/// </summary>
/// <remarks>
/// The scan gives each lane one side of one candidate, with all weights of a node multiplied by one power of two,
/// so that W of the node lies in [1, 2); W·I has to be homogeneous: twice the weights, twice W·I.
/// A class absent from a side has weight 0 there, and a side may be empty: neither may give NaN.
/// </remarks>
public interface IImpurity
{
    /// <summary>What one class adds to the sum of terms.</summary>
    /// <typeparam name="TBlock">The block of this machine.</typeparam>
    /// <param name="classWeight">S_c, at least 0.</param>
    TBlock Term<TBlock>(TBlock classWeight)
        where TBlock : struct, IBlock<TBlock, double>;

    /// <summary>Weight times impurity.</summary>
    /// <typeparam name="TBlock">The block of this machine.</typeparam>
    /// <param name="termSum">Σ of <see cref="Term"/> over the classes.</param>
    /// <param name="weight">W, at least 0.</param>
    TBlock Total<TBlock>(TBlock termSum, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double>;
}
