using System.Runtime.CompilerServices;

namespace Counterweight.Histograms;

/// <summary>Which rows a loop visits: <see cref="AllRows"/> or <see cref="ListedRows"/>.</summary>
internal interface IRowOrder
{
    /// <summary>The row at a position.</summary>
    nint this[nint position] { get; }
}

/// <summary>All rows in their order.</summary>
internal readonly struct AllRows : IRowOrder
{
    public nint this[nint position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => position;
    }
}

/// <summary>The rows of a list.</summary>
internal readonly unsafe struct ListedRows(int* rows) : IRowOrder
{
    public nint this[nint position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => rows[position];
    }
}
