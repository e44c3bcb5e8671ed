using System.Numerics;
using Counterweight.Core.Sorting;

namespace Counterweight.Sorting;

/// <summary>A number's order-preserving key with the row it came from: what a radix sort moves.</summary>
internal interface IRadixEntry<TSelf, T> : IRadixKey
    where TSelf : unmanaged, IRadixEntry<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Digits of eight bits in a key.</summary>
    static abstract int Digits { get; }

    /// <summary>−0 has the key of 0, every NaN the greatest one.</summary>
    static abstract TSelf Create(T value, int row);

    /// <summary>The row.</summary>
    int Row { get; }

    /// <summary>The number that the key stands for.</summary>
    T Value { get; }
}
