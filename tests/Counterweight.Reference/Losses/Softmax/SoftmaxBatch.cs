using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Inputs and outputs of a softmax loss in the precision of a reference; what is empty is not there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct SoftmaxBatch<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    public required int Classes { get; init; }

    public required ReadOnlySpan<TNumber> Scores { get; init; }

    public required ReadOnlySpan<int> Labels { get; init; }

    public ReadOnlySpan<TNumber> ClassWeights { get; init; }

    public ReadOnlySpan<TNumber> SampleWeights { get; init; }

    public Span<TNumber> Value { get; init; }

    public Span<TNumber> Gradient { get; init; }

    public Span<TNumber> Hessian { get; init; }

    public Span<TNumber> LogSumExp { get; init; }

    public Span<int> ArgMax { get; init; }

    /// <summary>Σ w·loss, Σ w and rows, three a class.</summary>
    public Span<double> PerClass { get; init; }
}

/// <summary>What a batch sums to.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SoftmaxTotal(double Loss, double Weight, long Rows, long Correct);
