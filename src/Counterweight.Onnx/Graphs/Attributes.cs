using System.Runtime.InteropServices;
using Counterweight.Onnx.Schema;
using Google.Protobuf;

namespace Counterweight.Onnx.Graphs;

/// <summary>Attributes of nodes, and tensors.</summary>
internal static class Attributes
{
    /// <summary>A whole number.</summary>
    public static AttributeProto Of(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>A float.</summary>
    public static AttributeProto Of(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    /// <summary>Whole numbers.</summary>
    public static AttributeProto Of(string name, IEnumerable<long> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    /// <summary>Floats.</summary>
    public static AttributeProto Of(string name, IEnumerable<float> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    /// <summary>Texts.</summary>
    public static AttributeProto Of(string name, IEnumerable<string> values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Strings };
        attribute.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    /// <summary>A tensor.</summary>
    public static AttributeProto Of(string name, TensorProto value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Tensor, T = value };

    /// <summary>A tensor of numbers; without lengths a scalar. The bytes of a file are little-endian on every machine.</summary>
    public static TensorProto Tensor<T>(TensorProto.Types.DataType type, ReadOnlySpan<T> values, params ReadOnlySpan<long> lengths)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            var size = bytes.Length / Math.Max(1, values.Length);
            for (var at = 0; at < bytes.Length; at += size)
            {
                bytes.AsSpan(at, size).Reverse();
            }
        }

        var tensor = new TensorProto { DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.AddRange(lengths.ToArray());
        return tensor;
    }
}
