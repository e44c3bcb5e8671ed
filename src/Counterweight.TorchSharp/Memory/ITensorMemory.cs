namespace Counterweight.TorchSharp.Memory;

/// <summary>What a kernel must know of a tensor to read or write it in place; without types of torch, so that tests need no native library.</summary>
internal interface ITensorMemory
{
    /// <summary>The type of the elements, in the words of torch: Float32, Int64.</summary>
    string ElementType { get; }

    /// <summary>Where it lies, in the words of torch: cpu, cuda:0.</summary>
    string Device { get; }

    /// <summary>How it lies: null for strides, else the words of torch, such as Sparse.</summary>
    string? OtherLayout { get; }

    /// <summary>Extents; none of a scalar.</summary>
    ReadOnlySpan<long> Shape { get; }

    /// <summary>Elements from one index to the next, one a dimension.</summary>
    ReadOnlySpan<long> Strides { get; }

    /// <summary>The elements, of a tensor that has been checked.</summary>
    Span<byte> Bytes { get; }
}
