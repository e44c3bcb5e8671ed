using Counterweight.Randomness;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Randomness;

/// <summary>Numbers of a stream, from a place on.</summary>
/// <typeparam name="T">What the kernel writes; whole numbers of 32 bits are <see cref="int"/>s here.</typeparam>
public abstract class RandomCase<T> : KernelCase
    where T : unmanaged
{
    /// <summary>The upper bound of whole numbers.</summary>
    protected const uint Limit = 1_000_003;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T) == typeof(int) ? typeof(long) : typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <summary>A number depends on its place, not on what other rows have.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("place", typeof(long), 3, IsArgument: true),
        new("numbers", typeof(T), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var place = operands.Span<long>("place");
        place[0] = random.NextInt64(long.MinValue, long.MaxValue);
        place[1] = random.NextInt64(long.MinValue, long.MaxValue);
        place[2] = kind == InputKind.Ordinary ? random.Next(1000) : random.NextInt64(long.MaxValue / 4);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var place = operands.Span<long>("place");
        Fill(new RandomStream((ulong)place[0], (ulong)place[1]), place[2], operands.Span<T>("numbers"));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var place = operands.Span<long>("place");
        var numbers = operands.Span<T>("numbers");
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Converted(Number(place[0], place[1], place[2] + i));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var place = operands.Span<long>("place").ToArray();
        double[] values = [.. Enumerable.Range(0, shape.Rows).Select(i => Number(place[0], place[1], place[2] + i))];
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["numbers"] = new(values, [.. values.Select(value => Math.Max(1, Math.Abs(value)))]),
        };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <summary>The entry.</summary>
    protected abstract void Fill(RandomStream stream, long start, Span<T> numbers);

    /// <summary>One number by its definition.</summary>
    protected abstract double Number(long seed, long stream, long index);

    private static T Converted(double value) => typeof(T) == typeof(float) ? (T)(object)(float)value
        : typeof(T) == typeof(int) ? (T)(object)(int)value : (T)(object)value;
}
