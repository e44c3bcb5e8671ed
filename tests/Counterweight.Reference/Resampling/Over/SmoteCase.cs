using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>SMOTE; in full with choices of one's own.</summary>
public sealed class SmoteCase(LossVariant variant = LossVariant.Plain) : OverSamplingCase(variant == LossVariant.Full)
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "smote-full" : "smote";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new Smote(K);

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        int[][] neighbors = [.. own.Select(row => Nearest(operands, shape, row, own))];
        return [.. Enumerable.Range(0, shape.Rows).Select(i => ChoiceOf(operands, i, own.Length)).Select(choice => (own[choice.Parent], neighbors[choice.Parent][choice.Neighbor], choice.Step))];
    }
}
