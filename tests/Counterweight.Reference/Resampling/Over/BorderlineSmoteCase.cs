using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>Borderline-SMOTE of the first kind: parents are the rows in danger, or all where none is.</summary>
public sealed class BorderlineSmoteCase : OverSamplingCase
{
    /// <summary>A case whose choices come from a seed.</summary>
    public BorderlineSmoteCase()
        : base(hasChoices: false)
    {
    }

    /// <inheritdoc/>
    public override string Name => "borderline-smote";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new BorderlineSmote(BorderlineKind.First, K, K);

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        var labels = operands.Span<int>("labels").ToArray();
        int[] danger = [.. own.Where(row => Nearest(operands, shape, row, Enumerable.Range(0, shape.Rows)).Count(other => labels[other] != Label) is var others && 2 * others >= K && others < K)];
        var parents = danger.Length > 0 ? danger : own;
        var neighbors = parents.Select(row => Nearest(operands, shape, row, own)).ToArray();
        return [.. Enumerable.Range(0, shape.Rows).Select(i => ChoiceOf(operands, i, parents.Length)).Select(choice => (parents[choice.Parent], neighbors[choice.Parent][choice.Neighbor], choice.Step))];
    }
}
