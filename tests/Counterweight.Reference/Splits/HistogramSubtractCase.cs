using System.Runtime.InteropServices;
using Counterweight.Histograms;

namespace Counterweight.Reference.Splits;

/// <summary>The sibling of a child: parent less child.</summary>
public sealed class HistogramSubtractCase : HistogramPairCase<HistogramSubtractCase.Operation>
{
    /// <inheritdoc/>
    public override string Name => "histogram-subtract";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassHistogram.Subtract"];

    /// <summary>Left less right.</summary>
    public readonly struct Operation : IPairOperation
    {
        /// <inheritdoc/>
        public static long Apply(long left, long right) => left - right;

        /// <inheritdoc/>
        public static void Run(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> destination) =>
            ClassHistogram.Subtract(MemoryMarshal.Cast<long, ClassCell>(left), MemoryMarshal.Cast<long, ClassCell>(right), MemoryMarshal.Cast<long, ClassCell>(destination));
    }
}
