using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Counterweight.Training.Models;

/// <summary>Writes numbers, texts and arrays of them, little-endian; an array and a text begin with their length.</summary>
/// <param name="version">The version of the format to write.</param>
internal sealed class ModelWriter(int version = ModelFile.FirstVersion)
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>The version of the format.</summary>
    public int Version => version;

    /// <summary>How many models the one that is written is inside of.</summary>
    public int Depth { get; set; }

    /// <summary>All that has been written.</summary>
    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public void Raw(ReadOnlySpan<byte> value) => bytes.Write(value);

    public void Flag(bool value) => bytes.Write([value ? (byte)1 : (byte)0]);

    public void Integer(int value)
    {
        Span<byte> buffer = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(buffer, value);
        bytes.Write(buffer);
    }

    public void Long(long value)
    {
        Span<byte> buffer = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
        bytes.Write(buffer);
    }

    public void Double(double value) => Long(BitConverter.DoubleToInt64Bits(value));

    /// <summary>UTF-8.</summary>
    public void Text(string value)
    {
        var encoded = Encoding.UTF8.GetBytes(value);
        Integer(encoded.Length);
        bytes.Write(encoded);
    }

    public void Texts(IReadOnlyList<string> values)
    {
        Integer(values.Count);
        foreach (var value in values)
        {
            Text(value);
        }
    }

    public void Integers(ReadOnlySpan<int> values)
    {
        Integer(values.Length);
        foreach (var value in values)
        {
            Integer(value);
        }
    }

    public void Longs(ReadOnlySpan<long> values)
    {
        Integer(values.Length);
        foreach (var value in values)
        {
            Long(value);
        }
    }

    public void Words(ReadOnlySpan<ulong> values)
    {
        Integer(values.Length);
        foreach (var value in values)
        {
            Long((long)value);
        }
    }

    public void Doubles(ReadOnlySpan<double> values)
    {
        Integer(values.Length);
        foreach (var value in values)
        {
            Double(value);
        }
    }

    public void Bytes(ReadOnlySpan<byte> values)
    {
        Integer(values.Length);
        bytes.Write(values);
    }
}
