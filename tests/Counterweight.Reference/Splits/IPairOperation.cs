namespace Counterweight.Reference.Splits;

/// <summary>What a <see cref="HistogramPairCase{TOperation}"/> does to two numbers, and the kernel that does it to histograms.</summary>
public interface IPairOperation
{
    /// <summary>The definition.</summary>
    static abstract long Apply(long left, long right);

    /// <summary>The kernel.</summary>
    static abstract void Run(ReadOnlySpan<long> left, ReadOnlySpan<long> right, Span<long> destination);
}
