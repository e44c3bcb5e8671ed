namespace Counterweight.Core.Sorting;

/// <summary>What a radix sort moves: it knows the digits of its key.</summary>
internal interface IRadixKey
{
    /// <summary>Eight bits of the key, the lowest at shift 0.</summary>
    nint Digit(int shift);
}
