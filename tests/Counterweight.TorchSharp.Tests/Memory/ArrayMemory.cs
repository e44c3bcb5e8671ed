using System.Runtime.InteropServices;
using Counterweight.TorchSharp.Memory;

namespace Counterweight.TorchSharp.Tests.Memory;

/// <summary>A tensor without torch: an array, or a part of one.</summary>
internal sealed class ArrayMemory : ITensorMemory
{
    private readonly byte[] bytes;
    private readonly int start;
    private readonly int size;
    private readonly long[] shape;

    private ArrayMemory(byte[] bytes, int start, int size, string elementType, long[] shape)
    {
        (this.bytes, this.start, this.size, ElementType, this.shape) = (bytes, start, size, elementType, shape);
        Steps = new long[shape.Length];
        for (var (d, step) = (shape.Length - 1, 1L); d >= 0; step *= shape[d--])
        {
            Steps[d] = step;
        }
    }

    public ArrayMemory(ArrayMemory other)
        : this(other.bytes, other.start, other.size, other.ElementType, other.shape)
    {
    }

    public string ElementType { get; init; }

    public string Device { get; init; } = "cpu";

    public string? OtherLayout { get; init; }

    public long[] Steps { get; init; }

    public ReadOnlySpan<long> Shape => shape;

    public ReadOnlySpan<long> Strides => Steps;

    public Span<byte> Bytes => bytes.AsSpan(start, (int)TensorElements.Count(shape) * size);

    /// <summary>A tensor of its own memory; its elements are packed.</summary>
    public static ArrayMemory Of<T>(T[] elements, params long[] shape)
        where T : unmanaged => View(elements, 0, shape);

    /// <summary>A tensor that begins at an element.</summary>
    public static ArrayMemory View<T>(T[] elements, int offset, params long[] shape)
        where T : unmanaged => new(MemoryMarshal.AsBytes(elements.AsSpan()).ToArray(), offset * Marshal.SizeOf<T>(), Marshal.SizeOf<T>(), TensorElements.Name<T>(), shape);

    /// <summary>A tensor to write to.</summary>
    public static ArrayMemory Empty<T>(params long[] shape)
        where T : unmanaged
    {
        var elements = new byte[TensorElements.Count(shape) * Marshal.SizeOf<T>()];
        elements.AsSpan().Fill(0x5A);
        return new(elements, 0, Marshal.SizeOf<T>(), TensorElements.Name<T>(), shape);
    }

    public T[] Read<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes).ToArray();
}
