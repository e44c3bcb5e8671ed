using Counterweight.Histograms;

namespace Counterweight.Reference.Splits;

/// <summary>Two gradient histograms into one.</summary>
public sealed class GradientHistogramAddCase : HistogramPairCase<GradientHistogramAddCase.Operation>
{
    /// <inheritdoc/>
    public override string Name => "gradient-histogram-add";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientHistogram.Add"];

    /// <summary>Left and right.</summary>
    public readonly struct Operation : IPairOperation
    {
        /// <inheritdoc/>
        public static long Apply(long left, long right) => left + right;

        /// <inheritdoc/>
        public static void Run(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> destination) =>
            GradientHistogram.Add(left, right, destination);
    }
}
