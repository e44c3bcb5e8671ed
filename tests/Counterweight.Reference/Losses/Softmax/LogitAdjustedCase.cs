using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>Logit-adjusted cross-entropy of class counts, τ = 1 (plain), and of fractions, τ = ½, with label smoothing (full).</summary>
public sealed class LogitAdjustedCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, LogitAdjustedCrossEntropy<T>, MovedLogitsReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override string LossName => "logit-adjusted-cross-entropy";

    /// <inheritdoc/>
    protected override double LabelSmoothing => IsFull ? 0.1 : 0;

    private double Tau => IsFull ? 0.5 : 1;

    /// <inheritdoc/>
    protected override LogitAdjustedCrossEntropy<T> Loss(int classes) => IsFull
        ? new(Fractions(classes), T.CreateChecked(Tau), T.CreateChecked(LabelSmoothing), IgnoreLabel)
        : new(LongTail.Counts(classes), T.CreateChecked(Tau), ignoreLabel: IgnoreLabel);

    /// <inheritdoc/>
    protected override MovedLogitsReference Definition(int classes)
    {
        var counts = LongTail.Counts(classes);
        var total = counts.Sum();
        return new(1, IsFull
            ? [.. Fractions(classes).Select(fraction => Tau * Math.Log(double.CreateChecked(fraction)))]
            : [.. counts.Select(count => Tau * Math.Log((double)count / total))]);
    }

    private static T[] Fractions(int classes)
    {
        var counts = LongTail.Counts(classes);
        var total = counts.Sum();
        return [.. counts.Select(count => T.CreateChecked((double)count / total))];
    }
}
