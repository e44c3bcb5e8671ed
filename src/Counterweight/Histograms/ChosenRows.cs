using System.Runtime.CompilerServices;

namespace Counterweight.Histograms;

/// <summary>Rows by index.</summary>
internal readonly unsafe struct ChosenRows(int* rows) : IRowOrder
{
    public nint this[nint position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => rows[position];
    }
}
