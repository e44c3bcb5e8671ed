using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>
/// Borderline-SMOTE of the second kind: a parent in danger has its nearest row of the other class beside its neighbors, and new rows lie at
/// most half way to that. In full with choices of one's own, whose parents are in danger where any row is.
/// </summary>
public sealed class BorderlineSmoteTwoCase(LossVariant variant = LossVariant.Plain) : OverSamplingCase(variant == LossVariant.Full)
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "borderline-smote-2-full" : "borderline-smote-2";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new BorderlineSmote(BorderlineKind.Second, K, K);

    /// <inheritdoc/>
    protected override void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        base.Choose(operands, shape, own, random);
        var (rows, danger) = (RowsOf(operands), Danger(operands, shape));
        for (var i = 0; i < shape.Rows && danger.Length > 0; i++)
        {
            operands.Span<int>("chosenParents")[i] = Array.IndexOf(rows, danger[random.Next(danger.Length)]);
            operands.Span<int>("chosenNeighbors")[i] = random.Next(K + 1);
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var (own, danger) = (RowsOf(operands), Danger(operands, shape));
        int[] others = [.. Enumerable.Range(0, shape.Rows).Except(own)];
        var (parents, choices) = danger.Length > 0 ? (danger, K + 1) : (own, K);
        return [.. Enumerable.Range(0, shape.Rows).Select(i => Pair(ChoiceOf(operands, i, parents.Length, choices)))];

        (int Parent, int Neighbor, float Step) Pair((int Parent, int Neighbor, float Step) choice)
        {
            var parent = (full ? own : parents)[choice.Parent];
            return choice.Neighbor < K
                ? (parent, Nearest(operands, shape, parent, own)[choice.Neighbor], choice.Step)
                : (parent, Nearest(operands, shape, parent, others)[0], choice.Step / 2);
        }
    }

    /// <summary>Rows at least half of whose neighbors, and not all, are of the other class.</summary>
    private static int[] Danger(OperandSet operands, Shape shape)
    {
        var (own, labels) = (RowsOf(operands), operands.Span<int>("labels").ToArray());
        return [.. own.Where(row => Nearest(operands, shape, row, Enumerable.Range(0, shape.Rows)).Count(other => labels[other] != Label) is var others && 2 * others >= K && others < K)];
    }
}
