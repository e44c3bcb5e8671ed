using Counterweight.Randomness;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Randomness;

namespace Counterweight.Reference.Draws;

/// <summary>Draws from a place of a stream.</summary>
public abstract class DrawCase : KernelCase
{
    /// <summary>Seed and stream of all draws.</summary>
    protected const long Seed = 0x5EED, StreamNumber = -3;

    /// <summary>The stream.</summary>
    protected static RandomStream Stream => new(unchecked((ulong)Seed), unchecked((ulong)StreamNumber));

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A category, and no more than the random bits are made of.</summary>
    public override double BytesPerElement(Shape shape) => sizeof(int);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var draws = operands.Span<int>("draws");
        var drawn = Draw(operands, shape);
        for (var i = 0; i < draws.Length; i++)
        {
            draws[i] = drawn[i];
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        new Dictionary<string, Expected>(StringComparer.Ordinal) { ["draws"] = new([.. Draw(operands, shape).Select(draw => (double)draw)]) };

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <summary>Place of the first draw, other for each shape.</summary>
    protected static long Start(Shape shape) => 3L + shape.Rows;

    /// <summary>The 64 bits of a draw.</summary>
    protected static ulong Word(long index) => PhiloxReference.Pair(Seed, StreamNumber, index);

    /// <summary>The draws by their definition.</summary>
    protected abstract int[] Draw(OperandSet operands, Shape shape);
}
