using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Simd;

namespace Counterweight.Benchmarks;

/// <summary>What the numbers of a table were measured on.</summary>
internal static class Machine
{
    /// <summary>One line each: processor, runtime, registers.</summary>
    public static IEnumerable<string> Lines =>
    [
        $"{Processor}, {Environment.ProcessorCount} logical processors, {RuntimeInformation.FrameworkDescription}",
        $"Counterweight: {RegisterWidth.Bits}-bit registers; Vector<T>: {8 * Vector<byte>.Count} bits; "
            + $"TensorPrimitives: {TensorPrimitivesBits} bits",
    ];

    /// <summary>TensorPrimitives takes 512 bits wherever they are accelerated, without regard to <see cref="Vector{T}"/>.</summary>
    private static int TensorPrimitivesBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Processor
    {
        get
        {
            const string CpuInfo = "/proc/cpuinfo";
            var name = File.Exists(CpuInfo)
                ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
                ?? RuntimeInformation.ProcessArchitecture.ToString();
        }
    }
}
