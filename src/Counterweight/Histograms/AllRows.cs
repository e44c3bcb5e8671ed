using System.Runtime.CompilerServices;

namespace Counterweight.Histograms;

/// <summary>All rows in their order.</summary>
internal readonly struct AllRows : IRowOrder
{
    public nint this[nint position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => position;
    }
}
