using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Counterweight.TorchSharp.Memory;

/// <summary>The memory of a tensor of torch.</summary>
internal sealed class TorchMemory : ITensorMemory
{
    private readonly Tensor tensor;
    private readonly long[] shape;
    private readonly long[] strides;

    private TorchMemory(Tensor tensor)
    {
        this.tensor = tensor;
        shape = tensor.shape;
        strides = OtherLayout is null ? tensor.stride() : [];
    }

    public string ElementType => tensor.dtype.ToString();

    public string Device => tensor.device_type == DeviceType.CPU
        ? "cpu"
        : string.Create(CultureInfo.InvariantCulture, $"{tensor.device_type}:{tensor.device_index}").ToLowerInvariant();

    public string? OtherLayout => tensor.is_sparse ? "Sparse" : null;

    public ReadOnlySpan<long> Shape => shape;

    public ReadOnlySpan<long> Strides => strides;

    public Span<byte> Bytes => tensor.bytes;

    public static TorchMemory Of(Tensor tensor, string name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return new(tensor);
    }

    public static TorchMemory? OfOptional(Tensor? tensor) => tensor is null ? null : new(tensor);
}
