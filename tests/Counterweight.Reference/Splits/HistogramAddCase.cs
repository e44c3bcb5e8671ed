using System.Runtime.InteropServices;
using Counterweight.Histograms;

namespace Counterweight.Reference.Splits;

/// <summary>Sum of two histograms.</summary>
public sealed class HistogramAddCase : HistogramPairCase<HistogramAddCase.Operation>
{
    /// <inheritdoc/>
    public override string Name => "histogram-add";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassHistogram.Add"];

    /// <summary>Left plus right.</summary>
    public readonly struct Operation : IPairOperation
    {
        /// <inheritdoc/>
        public static long Apply(long left, long right) => left + right;

        /// <inheritdoc/>
        public static void Run(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> destination) =>
            ClassHistogram.Add(MemoryMarshal.Cast<long, ClassCell>(left), MemoryMarshal.Cast<long, ClassCell>(right), MemoryMarshal.Cast<long, ClassCell>(destination));
    }
}
