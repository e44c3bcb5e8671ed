using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>The definition of a loss of a softmax row and a label, its parameters in double.</summary>
public interface ISoftmaxReference
{
    /// <summary>What the logits are multiplied by, after the rest.</summary>
    double LogitScale => 1;

    /// <summary>What is added to the logit of a class.</summary>
    double Bias(int label) => 0;

    /// <summary>What is taken off the logit of a row's own label.</summary>
    double Margin(int label) => 0;

    /// <summary>Whether the first of the greatest logits takes the whole probability.</summary>
    bool TakesHardmax => false;

    /// <summary>Whether logits are not taken as they are.</summary>
    bool IsTransformed => false;

    /// <summary>The loss as a function of the cross-entropy L = −ln p of the label, and its two derivatives by L, in the given precision.</summary>
    /// <remarks>In double it judges the kernel; in the kernel's own type it is the scalar baseline of benchmarks.</remarks>
    SoftmaxTerms<TNumber> Evaluate<TNumber>(TNumber crossEntropy, TNumber probability, TNumber complement)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;

    /// <summary>
    /// What the three may be off by, given the relative errors of L, p and 1 − p: all that is added up, no matter its sign,
    /// times the relative errors that went into it.
    /// </summary>
    SoftmaxTerms<double> Errors(SoftmaxRowErrors row);
}

/// <summary>A loss of a row and its derivatives by the cross-entropy.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SoftmaxTerms<TNumber>(TNumber Value, TNumber First, TNumber Second)
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>;

/// <summary>L, p and 1 − p of a row, their relative errors, and the smallest normal number.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SoftmaxRowErrors(
    double CrossEntropy,
    double Probability,
    double Complement,
    double OfCrossEntropy,
    double OfProbability,
    double OfComplement,
    double Tiny);
