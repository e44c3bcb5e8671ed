using Counterweight.Core.Simd;

namespace Counterweight;

/// <summary>The registers that the kernels use on this machine. Results do not depend on them, times do.</summary>
public static class RegisterWidth
{
    /// <summary>Width of a register in bits: 128, 256 or 512.</summary>
    public static int Bits => BlockDispatch.RegisterBits;
}
