using System.Runtime.InteropServices;

namespace Counterweight.Reference.Catalog;

/// <summary>The spans of one call, wherever a test or a benchmark wants them to lie.</summary>
public sealed unsafe class OperandSet : IDisposable
{
    private readonly Dictionary<string, Placed> placed = new(StringComparer.Ordinal);
    private readonly List<IDisposable> owned = [];

    /// <summary>Operands in memory of their own, 64-byte aligned.</summary>
    public static OperandSet Allocate(IEnumerable<Operand> operands)
    {
        var set = new OperandSet();
        foreach (var operand in operands)
        {
            var block = new AlignedBlock(operand.Length * SizeOf(operand.ElementType));
            set.owned.Add(block);
            set.Place(operand, block.Pointer);
        }

        return set;
    }

    /// <summary>Puts an operand at an address, which must outlive the set.</summary>
    public void Place(Operand operand, void* address) => placed[operand.Name] = new Placed((nint)address, operand);

    /// <summary>Whether there is such an operand.</summary>
    public bool Has(string name) => placed.ContainsKey(name);

    /// <summary>The operand's elements.</summary>
    public Span<T> Span<T>(string name)
        where T : unmanaged
    {
        var (address, operand) = placed[name];
        return operand.ElementType == typeof(T)
            ? new Span<T>((void*)address, operand.Length)
            : throw new ArgumentException($"{name} holds {operand.ElementType.Name}, not {typeof(T).Name}.", nameof(name));
    }

    /// <summary>The operand's elements; none where there is no such operand.</summary>
    public Span<T> Optional<T>(string name)
        where T : unmanaged => Has(name) ? Span<T>(name) : default;

    /// <summary>The operand's memory.</summary>
    public Span<byte> Bytes(string name)
    {
        var (address, operand) = placed[name];
        return new Span<byte>((void*)address, operand.Length * SizeOf(operand.ElementType));
    }

    /// <summary>Bytes of an element.</summary>
    public static int SizeOf(Type elementType) => Type.GetTypeCode(elementType) switch
    {
        TypeCode.Byte => 1,
        TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.Double => 8,
        _ => throw new ArgumentException($"No operand holds {elementType}.", nameof(elementType)),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var block in owned)
        {
            block.Dispose();
        }
    }

    private readonly record struct Placed(nint Address, Operand Operand);

    private sealed class AlignedBlock(int bytes) : IDisposable
    {
        public void* Pointer { get; private set; } = NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), 64);

        public void Dispose()
        {
            NativeMemory.AlignedFree(Pointer);
            Pointer = null;
        }
    }
}
