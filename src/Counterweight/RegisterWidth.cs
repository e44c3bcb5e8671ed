using Counterweight.Core.Simd;

namespace Counterweight;

/// <summary>The registers that the kernels use on this machine. Results do not depend on them, times do.</summary>
/// <remarks>
/// A program that is compiled ahead of time has 128 bits, whatever the processor, and no fused multiply-add on x64, unless its
/// project sets <c>IlcInstructionSet</c> (<c>x86-64-v3</c>, <c>x86-64-v4</c>, <c>native</c>).
/// </remarks>
public static class RegisterWidth
{
    /// <summary>Width of a register in bits: 128, 256 or 512.</summary>
    public static int Bits => BlockDispatch.RegisterBits;
}
