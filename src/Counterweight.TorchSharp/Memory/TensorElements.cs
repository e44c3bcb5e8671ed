using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.TorchSharp.Memory;

/// <summary>Checks tensors, and reads and writes them in place as spans.</summary>
internal static class TensorElements
{
    /// <summary>The words of torch for a type of elements.</summary>
    public static string Name<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? "Float32"
        : typeof(T) == typeof(double) ? "Float64"
        : typeof(T) == typeof(int) ? "Int32"
        : typeof(T) == typeof(long) ? "Int64"
        : throw new NotSupportedException($"{typeof(T)} is no type of elements that a kernel reads.");

    /// <summary>Elements in order, in place.</summary>
    /// <exception cref="ArgumentException">The tensor is on another device, of another type, not contiguous or too long; the message says what to call.</exception>
    public static Span<T> Of<T>(ITensorMemory tensor, string name)
        where T : unmanaged
    {
        if (!string.Equals(tensor.Device, "cpu", StringComparison.Ordinal))
        {
            throw new ArgumentException(Text($"{name} is on {tensor.Device}; the kernels work on the processor: call cpu()."), name);
        }

        if (tensor.OtherLayout is { } layout)
        {
            throw new ArgumentException(Text($"{name} has the layout {layout}; the kernels read dense tensors: call to_dense()."), name);
        }

        if (!string.Equals(tensor.ElementType, Name<T>(), StringComparison.Ordinal))
        {
            throw new ArgumentException(Text($"{name} has elements of type {tensor.ElementType}, where {Name<T>()} is needed: call to_type()."), name);
        }

        if (!IsContiguous(tensor.Shape, tensor.Strides))
        {
            throw new ArgumentException(Text($"{name} of shape {List(tensor.Shape)} has strides {List(tensor.Strides)} and is not contiguous: call contiguous()."), name);
        }

        var count = Count(tensor.Shape);
        if (count > int.MaxValue / Unsafe.SizeOf<T>())
        {
            throw new ArgumentException(Text($"{name} has {count} elements; at most {int.MaxValue / Unsafe.SizeOf<T>()} are read at a time: pass it in parts."), name);
        }

        return count == 0 ? [] : MemoryMarshal.Cast<byte, T>(tensor.Bytes);
    }

    /// <summary>The same; none of no tensor.</summary>
    public static Span<T> OfOptional<T>(ITensorMemory? tensor, string name)
        where T : unmanaged => tensor is null ? [] : Of<T>(tensor, name);

    /// <summary>Both have the same extents.</summary>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void SameShape(ITensorMemory tensor, ITensorMemory other, string name, string otherName)
    {
        if (!tensor.Shape.SequenceEqual(other.Shape))
        {
            throw new ArgumentException(Text($"{name} has the shape {List(tensor.Shape)}, {otherName} {List(other.Shape)}; they must be the same."), name);
        }
    }

    /// <summary>A tensor of one dimension has as many elements as are needed.</summary>
    /// <exception cref="ArgumentException">It has another shape.</exception>
    public static void Vector(ITensorMemory tensor, long length, string name)
    {
        if (tensor.Shape.Length != 1 || tensor.Shape[0] != length)
        {
            throw new ArgumentException(Text($"{name} has the shape {List(tensor.Shape)}; it must be [{length}]."), name);
        }
    }

    /// <summary>Rows and classes of logits, [n, K], or [K] for one row.</summary>
    /// <exception cref="ArgumentException">The tensor has other dimensions.</exception>
    public static (int Rows, int Classes) Rows(ITensorMemory logits, string name) => logits.Shape switch
    {
        [var classes] => (1, checked((int)classes)),
        [var rows, var classes] => (checked((int)rows), checked((int)classes)),
        _ => throw new ArgumentException(Text($"{name} has the shape {List(logits.Shape)}; logits are [rows, classes], or [classes] for one row. Move the classes to the end and flatten the rest: permute(), then reshape(-1, classes)."), name),
    };

    /// <summary>One element a row: [n] beside [n, K], none or [1] beside [K].</summary>
    /// <exception cref="ArgumentException">The tensor has another shape.</exception>
    public static void OnePerRow(ITensorMemory tensor, ITensorMemory logits, string name)
    {
        if (!tensor.Shape.SequenceEqual(logits.Shape[..^1]) && !(logits.Shape.Length == 1 && tensor.Shape is [1]))
        {
            throw new ArgumentException(Text($"{name} has the shape {List(tensor.Shape)}; beside logits of {List(logits.Shape)} it must be {List(logits.Shape[..^1])}."), name);
        }
    }

    /// <summary>As torch defines it: strides are those of rows end to end, but for extents of 1, whose stride says nothing.</summary>
    public static bool IsContiguous(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        var expected = 1L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            if (shape[d] == 0)
            {
                return true;
            }

            if (shape[d] != 1 && strides[d] != expected)
            {
                return shape.Contains(0);
            }

            expected *= shape[d];
        }

        return true;
    }

    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var extent in shape)
        {
            count = checked(count * extent);
        }

        return count;
    }

    private static string List(ReadOnlySpan<long> numbers)
    {
        var text = new string[numbers.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = numbers[i].ToString(CultureInfo.InvariantCulture);
        }

        return $"[{string.Join(", ", text)}]";
    }

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
