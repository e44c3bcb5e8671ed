using System.Runtime.CompilerServices;

namespace Counterweight.Core.Numerics;

/// <summary>
/// Elementary functions on blocks, for <see cref="float"/> and <see cref="double"/>, with the same bits on every block.
/// </summary>
/// <remarks>
/// An error of 1 ulp is the distance between neighbouring values of the format at the exact result, subnormal
/// results included. A NaN argument gives NaN. The polynomials come from Remez' algorithm with the error weighted as
/// each header says, their coefficients rounded to the format.
/// </remarks>
internal static partial class BlockMath
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
}
