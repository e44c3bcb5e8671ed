using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Cross-entropy of logits that are moved class by class and scaled, or at temperature 0 the hinge loss of such logits.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MovedLogitsReference(double LogitScale, double[]? Biases = null, double[]? Margins = null, bool TakesHardmax = false) : ISoftmaxReference
{
    /// <inheritdoc/>
    public bool IsTransformed => true;

    /// <inheritdoc/>
    public double Bias(int label) => Biases is null ? 0 : Biases[label];

    /// <inheritdoc/>
    public double Margin(int label) => Margins is null ? 0 : Margins[label];

    /// <inheritdoc/>
    public SoftmaxTerms<TNumber> Evaluate<TNumber>(TNumber crossEntropy, TNumber probability, TNumber complement)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => new(crossEntropy, TNumber.One, TNumber.Zero);

    /// <inheritdoc/>
    public SoftmaxTerms<double> Errors(SoftmaxRowErrors row) => new(row.CrossEntropy * row.OfCrossEntropy, 0, 0);
}
