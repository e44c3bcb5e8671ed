using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Over;

namespace Counterweight.Reference.Resampling.Over;

/// <summary>Copies of rows with all that is told of them; in full with chosen parents.</summary>
public sealed class CopiedRowsCase(LossVariant variant = LossVariant.Plain) : OverSamplingCase(variant == LossVariant.Full)
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "random-over-sampling-rows-full" : "random-over-sampling-rows";

    /// <inheritdoc/>
    protected override OverSampler Method { get; } = new RandomOverSampler();

    /// <inheritdoc/>
    protected override Operand[] Choices(Shape shape) => [new("chosenParents", typeof(int), shape.Rows)];

    /// <inheritdoc/>
    protected override void Choose(OperandSet operands, Shape shape, int own, Random random)
    {
        foreach (ref var parent in operands.Span<int>("chosenParents"))
        {
            parent = random.Next(own);
        }
    }

    /// <inheritdoc/>
    protected override (int Parent, int Neighbor, float Step)[] Pairs(OperandSet operands, Shape shape)
    {
        var own = RowsOf(operands);
        return [.. Enumerable.Range(0, shape.Rows).Select(i => own[ChoiceOf(operands, i, own.Length).Parent]).Select(parent => (parent, parent, 0f))];
    }
}
