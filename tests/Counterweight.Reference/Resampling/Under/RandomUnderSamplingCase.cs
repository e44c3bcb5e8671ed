using Counterweight.Randomness;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Randomness;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Rows that are drawn; in full those that come first in an order.</summary>
public sealed class RandomUnderSamplingCase(LossVariant variant = LossVariant.Plain) : RowsCase
{
    private const int Seed = 5;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "random-under-sampling-of-order" : "random-under-sampling";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RandomUnderSampling.Select", "RandomUnderSampling.FromOrder"];

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => full ? 12 : 8;

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Others(int rows) => full ? [new("order", typeof(int), rows)] : [];

    /// <inheritdoc/>
    protected override void Generate(OperandSet operands, InputKind kind, Random random)
    {
        if (full)
        {
            int[] order = [.. Enumerable.Range(0, operands.Span<int>("labels").Length)];
            random.Shuffle(order);
            order.CopyTo(operands.Span<int>("order"));
        }
    }

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, ReadOnlySpan<int> labels, Span<int> destination) => full
        ? RandomUnderSampling.FromOrder(labels, operands.Span<int>("order"), destination)
        : RandomUnderSampling.Select(labels, destination, new RandomStream(Seed, 2));

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) => full
        ? reference.First(operands.Span<int>("order").ToArray())
        : reference.Drawn(row => PhiloxReference.Uniform(Seed, 2, row));
}
