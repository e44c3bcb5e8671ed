using Counterweight.Histograms;

namespace Counterweight.Reference.Splits;

/// <summary>The sibling of a child: parent less child.</summary>
public sealed class GradientHistogramSubtractCase : HistogramPairCase<GradientHistogramSubtractCase.Operation>
{
    /// <inheritdoc/>
    public override string Name => "gradient-histogram-subtract";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientHistogram.Subtract"];

    /// <summary>Left less right.</summary>
    public readonly struct Operation : IPairOperation
    {
        /// <inheritdoc/>
        public static long Apply(long left, long right) => left - right;

        /// <inheritdoc/>
        public static void Run(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> destination) =>
            GradientHistogram.Subtract(left, right, destination);
    }
}
