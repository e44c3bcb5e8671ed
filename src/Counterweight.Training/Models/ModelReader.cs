using System.Buffers.Binary;
using System.Text;

namespace Counterweight.Training.Models;

/// <summary>Reads what <see cref="ModelWriter"/> wrote. No length is believed beyond the bytes that are there.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="version">The version of the format they were written in.</param>
internal sealed class ModelReader(byte[] bytes, int version = ModelFile.FirstVersion)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private int position;

    /// <summary>The version of the format.</summary>
    public int Version => version;

    /// <summary>How many models the one that is read is inside of.</summary>
    public int Depth { get; set; }

    /// <summary>Whether all has been read.</summary>
    public bool IsAtEnd => position == bytes.Length;

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length < 0 || length > bytes.Length - position)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The model asks for {length} bytes at {position} of {bytes.Length}."));
        }

        position += length;
        return bytes.AsSpan(position - length, length);
    }

    public bool Flag() => Raw(1)[0] switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException(FormattableString.Invariant($"The model has {other} where 0 or 1 belongs.")),
    };

    public int Integer() => BinaryPrimitives.ReadInt32LittleEndian(Raw(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Raw(sizeof(long)));

    public double Double() => BitConverter.Int64BitsToDouble(Long());

    public string Text()
    {
        try
        {
            return Strict.GetString(Raw(Integer()));
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("The model has a text that is not UTF-8.", exception);
        }
    }

    public string[] Texts() => Many(sizeof(int), Text);

    public int[] Integers() => Many(sizeof(int), Integer);

    public long[] Longs() => Many(sizeof(long), Long);

    public ulong[] Words() => Many(sizeof(long), () => (ulong)Long());

    public double[] Doubles() => Many(sizeof(double), Double);

    public byte[] Bytes() => Raw(Integer()).ToArray();

    /// <summary>An integer of a range.</summary>
    public int Integer(int least, int greatest, string what)
    {
        var value = Integer();
        return value >= least && value <= greatest ? value : throw new InvalidDataException(FormattableString.Invariant($"The model has {value} for {what}, which must lie in [{least}, {greatest}]."));
    }

    /// <summary>Throws unless a condition of the model holds.</summary>
    public static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The model is inconsistent: {what}."));
        }
    }

    /// <summary>Elements of at least so many bytes each.</summary>
    public T[] Many<T>(int leastSize, Func<T> read)
    {
        var count = Integer();
        if (count < 0 || count > (bytes.Length - position) / leastSize)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The model asks for {count} elements at {position} of {bytes.Length} bytes."));
        }

        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = read();
        }

        return values;
    }
}
