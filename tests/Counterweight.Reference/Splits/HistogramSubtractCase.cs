using Counterweight.Engine;
using Counterweight.Splits;

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
        public static void Run(ReadOnlySpan<ClassCell> left, ReadOnlySpan<ClassCell> right, Span<ClassCell> destination) =>
            ClassHistogram.Subtract(left, right, destination);
    }
}
