using System.Runtime.InteropServices;
using Counterweight.Reference.Catalog;

namespace Counterweight.Tests.Catalog;

/// <summary>Inputs and outputs of one call of a kernel, compared by their bits.</summary>
internal static class Call
{
    /// <summary>Other inputs for each shape.</summary>
    public static int SeedOf(Shape shape) => 100 + shape.Rows + (1000 * shape.Width);

    /// <summary>Filled inputs, outputs full of rubbish.</summary>
    public static OperandSet Prepare(KernelCase kernel, Shape shape, InputKind kind, int seed = 1)
    {
        var set = OperandSet.Allocate(kernel.Operands(shape));
        Fill(set, kernel, shape, kind, seed);
        return set;
    }

    public static void Fill(OperandSet set, KernelCase kernel, Shape shape, InputKind kind, int seed = 1)
    {
        kernel.Generate(set, shape, kind, seed);
        foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
        {
            set.Bytes(output.Name).Fill(0x5A);
        }
    }

    /// <summary>The inputs of another set, and rubbish in the outputs: as <see cref="Fill"/>, but generated once.</summary>
    public static void Copy(OperandSet from, OperandSet to, KernelCase kernel, Shape shape)
    {
        var operands = kernel.Operands(shape);
        foreach (var output in operands.Where(operand => operand.IsOutput))
        {
            to.Bytes(output.Name).Fill(0x5A);
        }

        // After the outputs, which may lie where inputs do.
        foreach (var input in operands.Where(operand => !operand.IsOutput))
        {
            from.Bytes(input.Name).CopyTo(to.Bytes(input.Name));
        }
    }

    /// <summary>The outputs of a call, by name.</summary>
    public static Dictionary<string, byte[]> Outputs(KernelCase kernel, Shape shape, InputKind kind, int seed = 1, int threads = 1)
    {
        using var set = Prepare(kernel, shape, kind, seed);
        Run(kernel, set, shape, threads);
        return Outputs(kernel, shape, set);
    }

    /// <summary>
    /// Runs the kernel and makes all NaN in its outputs the same one: the compiler may put a negation into a fused
    /// multiply-add, which leaves the sign of a NaN alone, and does so in one tier of its code and not in another.
    /// </summary>
    public static void Run(KernelCase kernel, OperandSet set, Shape shape, int threads = 1)
    {
        kernel.Run(set, shape, threads);
        foreach (var output in kernel.Operands(shape).Where(operand => operand.IsOutput))
        {
            if (output.ElementType == typeof(float))
            {
                foreach (ref var element in set.Span<float>(output.Name))
                {
                    element = float.IsNaN(element) ? float.NaN : element;
                }
            }
            else if (output.ElementType == typeof(double))
            {
                foreach (ref var element in set.Span<double>(output.Name))
                {
                    element = double.IsNaN(element) ? double.NaN : element;
                }
            }
        }
    }

    public static Dictionary<string, byte[]> Outputs(KernelCase kernel, Shape shape, OperandSet set) =>
        kernel.Operands(shape).Where(operand => operand.IsOutput).ToDictionary(operand => operand.Name, operand => set.Bytes(operand.Name).ToArray(), StringComparer.Ordinal);

    /// <summary>Bytes that each row has of an operand, 0 where it is not one of rows.</summary>
    public static int BytesPerRow(KernelCase kernel, Shape shape, Operand operand)
    {
        var more = kernel.Operands(shape with { Rows = shape.Rows + 1 }).Single(other => string.Equals(other.Name, operand.Name, StringComparison.Ordinal));
        var each = more.Length - operand.Length;
        return each > 0 && operand.Length == each * shape.Rows ? each * OperandSet.SizeOf(operand.ElementType) : 0;
    }

    /// <summary>Elements in double.</summary>
    public static double[] Values(OperandSet set, Operand operand) => Type.GetTypeCode(operand.ElementType) switch
    {
        TypeCode.Single => Converted.ToDouble<float>(set.Span<float>(operand.Name)),
        TypeCode.Double => set.Span<double>(operand.Name).ToArray(),
        TypeCode.Int64 => Converted.ToDouble<long>(set.Span<long>(operand.Name)),
        TypeCode.Int32 => Converted.ToDouble<int>(set.Span<int>(operand.Name)),
        TypeCode.UInt16 => Converted.ToDouble<ushort>(set.Span<ushort>(operand.Name)),
        _ => Converted.ToDouble<byte>(set.Span<byte>(operand.Name)),
    };

    public static void FillWithNaN(Span<byte> bytes, Type elementType)
    {
        if (elementType == typeof(float))
        {
            MemoryMarshal.Cast<byte, float>(bytes).Fill(float.NaN);
        }
        else
        {
            MemoryMarshal.Cast<byte, double>(bytes).Fill(double.NaN);
        }
    }
}
