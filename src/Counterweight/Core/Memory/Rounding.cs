using System.Runtime.CompilerServices;

namespace Counterweight.Core.Memory;

/// <summary>Counts rounded up to whole steps.</summary>
internal static class Rounding
{
    /// <summary>Steps that cover <paramref name="count"/> elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Steps(nint count, nint step) => (count + step - 1) / step;

    /// <summary>The least multiple of <paramref name="step"/> that is not below <paramref name="count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Up(nint count, nint step) => Steps(count, step) * step;
}
