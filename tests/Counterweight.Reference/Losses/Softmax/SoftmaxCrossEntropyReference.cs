using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>L itself.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SoftmaxCrossEntropyReference : ISoftmaxReference
{
    /// <inheritdoc/>
    public SoftmaxTerms<TNumber> Evaluate<TNumber>(TNumber crossEntropy, TNumber probability, TNumber complement)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => new(crossEntropy, TNumber.One, TNumber.Zero);

    /// <inheritdoc/>
    public SoftmaxTerms<double> Errors(SoftmaxRowErrors row) => new(row.CrossEntropy * row.OfCrossEntropy, 0, 0);
}
