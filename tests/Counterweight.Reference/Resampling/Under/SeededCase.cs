using Counterweight.Randomness;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Randomness;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>Methods that begin with a row of each class but the minority; in full with rows that are drawn.</summary>
public abstract class SeededCase(LossVariant variant) : UnderCase
{
    private const int Seed = 77;

    /// <summary>Whether rows are drawn.</summary>
    protected bool IsDrawn { get; } = variant == LossVariant.Full;

    /// <summary>The draws.</summary>
    protected static RandomStream Stream => new(Seed, 3);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Others(int rows) => IsDrawn ? [] : [new("seeds", typeof(int), Math.Min(rows, 6))];

    /// <summary>Rows of any class but the minority, some of them twice.</summary>
    protected override void Generate(OperandSet operands, Random random)
    {
        var labels = operands.Span<int>("labels").ToArray();
        var minority = labels.GroupBy(c => c).OrderBy(rows => rows.Count()).ThenBy(rows => rows.Key).FirstOrDefault()?.Key;
        int[] others = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] != minority)];
        if (others.Length == 0 && labels.Length > 0)
        {
            // Of one class nothing may go; two rows make two.
            labels[^1] = labels[0] == 0 ? 1 : 0;
            labels.CopyTo(operands.Span<int>("labels"));
            minority = labels.GroupBy(c => c).OrderBy(rows => rows.Count()).ThenBy(rows => rows.Key).First().Key;
            others = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] != minority)];
        }

        foreach (ref var seed in operands.Optional<int>("seeds"))
        {
            seed = others[random.Next(others.Length)];
        }
    }

    /// <inheritdoc/>
    public override int MinRowCount => 2;

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) => Keep(reference, IsDrawn
        ? reference.Seeds((c, rows) => (int)(((UInt128)PhiloxReference.Pair(Seed, 3, c) * (uint)rows) >> 64))
        : operands.Span<int>("seeds").ToArray());

    /// <summary>The rows kept with these seeds.</summary>
    protected abstract int[] Keep(UnderReference reference, int[] seeds);
}
