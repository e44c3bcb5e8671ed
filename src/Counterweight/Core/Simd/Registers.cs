using System.Runtime.InteropServices;

namespace Counterweight.Core.Simd;

/// <summary>How many registers a <see cref="VectorBlock{T, TRegisters}"/> has: the size of one of these types in bytes.</summary>
/// <remarks>The JIT knows a size as it imports code. A property would have to be inlined in every operation, and a comparison of types is longer code: both use up what it inlines.</remarks>
internal static class Registers
{
    /// <summary>One register.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 1)]
    public struct One;

    /// <summary>Two registers.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 2)]
    public struct Two;

    /// <summary>Four registers.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 4)]
    public struct Four;
}
