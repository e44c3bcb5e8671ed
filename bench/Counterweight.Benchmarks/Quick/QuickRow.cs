using System.Text.Json.Serialization;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks.Quick;

/// <summary>One measured kernel: a row of the table, an object of the JSON array.</summary>
internal sealed record QuickRow
{
    public required string Kernel { get; init; }

    /// <summary><c>65536x2</c>.</summary>
    public required string Shape { get; init; }

    /// <summary><c>float32</c> or <c>float64</c>.</summary>
    [JsonPropertyName("dtype")]
    public required string DType { get; init; }

    /// <summary>Width of the registers that hold a block.</summary>
    public int BlockBits { get; } = RegisterWidth.Bits;

    /// <summary>Threads of the kernel and of the copy; the comparisons have one.</summary>
    public required int Threads { get; init; }

    public required double NsPerElement { get; init; }

    public required double ScalarNsPerElement { get; init; }

    /// <summary>Null where no composition makes sense.</summary>
    public required double? TensorPrimitivesNsPerElement { get; init; }

    /// <summary>The kernel's bytes a second as a fraction of a copy's of as many bytes.</summary>
    public required double CopyShare { get; init; }

    /// <summary>For a user's loss: its time as a multiple of the built-in's of the same mathematics.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RatioToBuiltIn { get; init; }
}
