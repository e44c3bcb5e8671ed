using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Neighbors;

/// <summary>
/// Three neighbors of rows of as many features as the shape is wide. Numbers are such that every squared distance is a float, so
/// that the order of neighbors is known.
/// </summary>
public abstract class NeighborsCase : KernelCase
{
    protected const int K = 3;

    /// <summary>Ordinary numbers lie within.</summary>
    private const int Most = 12;

    /// <inheritdoc/>
    public override Type ElementType => typeof(float);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(2000, 28), new(2000, 100)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <summary>All candidates are everyone's.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override bool ComparesAllRows => true;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A number of each side.</summary>
    public override double BytesPerElement(Shape shape) => 2 * sizeof(float);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => WriteNeighbors(operands, shape);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var found = Enumerable.Range(0, Queries(shape)).SelectMany(query => Nearest(operands, shape, query)).ToArray();
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["indices"] = new([.. found.Select(pair => (double)pair.Index)]),
            ["squaredDistances"] = new([.. found.Select(pair => (double)pair.Squared)]),
        };
    }

    /// <summary>All distances are floats.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    protected static Operand[] Outputs(int queries) =>
    [
        new("indices", typeof(int), queries * K, IsOutput: true),
        new("squaredDistances", typeof(float), queries * K, IsOutput: true),
    ];

    protected abstract int Queries(Shape shape);

    /// <summary>The neighbors of a query by their definition.</summary>
    protected abstract IEnumerable<(int Index, float Squared)> Nearest(OperandSet operands, Shape shape, int query);

    /// <summary>The same in the kernel's type: a distance of two rows of a call.</summary>
    protected abstract IEnumerable<(int Index, float Squared)> NearestInSingle(OperandSet operands, Shape shape, int query);

    /// <summary>Integers, some rows twice; wide ones times a power of two, special ones far from zero.</summary>
    protected static void Numbers(Span<float> points, int featureCount, InputKind kind, Random random)
    {
        var scale = kind == InputKind.Wide ? MathF.ScaleB(1, random.Next(-40, 40)) : 1;
        for (var start = 0; start < points.Length; start += featureCount)
        {
            if (start > 0 && random.Next(8) == 0)
            {
                points.Slice(random.Next(start / featureCount) * featureCount, featureCount).CopyTo(points[start..]);
                continue;
            }

            foreach (ref var value in points.Slice(start, featureCount))
            {
                value = (random.Next(-Most, Most + 1) * scale) + (kind == InputKind.Special ? 1 << 18 : 0);
            }
        }
    }

    protected static float SquaredInSingle(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0f;
        for (var feature = 0; feature < one.Length; feature++)
        {
            var difference = one[feature] - other[feature];
            sum += difference * difference;
        }

        return sum;
    }

    private void WriteNeighbors(OperandSet operands, Shape shape)
    {
        var indices = operands.Span<int>("indices");
        var squared = operands.Span<float>("squaredDistances");
        for (var query = 0; query < Queries(shape); query++)
        {
            var place = query * K;
            foreach (var pair in NearestInSingle(operands, shape, query))
            {
                (indices[place], squared[place++]) = pair;
            }
        }
    }

    protected static IReadOnlyList<(int Index, float Squared)> Least(IEnumerable<(int Index, float Squared)> pairs)
    {
        var least = new List<(int Index, float Squared)>(K + 1);
        foreach (var pair in pairs)
        {
            var place = least.Count;
            while (place > 0 && pair.Squared < least[place - 1].Squared)
            {
                place--;
            }

            least.Insert(place, pair);
            if (least.Count > K)
            {
                least.RemoveAt(K);
            }
        }

        return least;
    }
}
