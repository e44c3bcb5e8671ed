using System.Numerics;
using Counterweight.Losses.Softmax;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>LDAM loss as in the paper (plain), and with a greatest margin of ¼ and a scale of 4 (full).</summary>
public sealed class LdamCase<T>(LossVariant variant = LossVariant.Plain) : SoftmaxLossCase<T, LdamLoss<T>, MovedLogitsReference>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override string LossName => "ldam";

    private double MaxMargin => IsFull ? 0.25 : 0.5;

    private double LogitScale => IsFull ? 4 : 30;

    /// <inheritdoc/>
    protected override LdamLoss<T> Loss(int classes) => IsFull
        ? new(LongTail.Counts(classes), T.CreateChecked(MaxMargin), T.CreateChecked(LogitScale), IgnoreLabel)
        : new(LongTail.Counts(classes));

    /// <inheritdoc/>
    protected override MovedLogitsReference Definition(int classes)
    {
        var raw = LongTail.Counts(classes).Select(count => Math.Pow(count, -0.25)).ToArray();
        return new(LogitScale, Margins: [.. raw.Select(margin => MaxMargin * margin / raw.Max())]);
    }
}
