using Counterweight.Neighbors;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Neighbors;

/// <summary>Candidates and queries apart; in full with weights, a nominal feature and missing values.</summary>
public sealed class SearchCase(LossVariant variant = LossVariant.Plain) : NeighborsCase
{
    private const int Nominal = 1;

    private static readonly float[] Table = [0, 4, 9, 4, 0, 1, 9, 1, 0];

    private static readonly NominalFeature[] Nominals = [new(Nominal, 3, Table)];

    /// <summary>1, 2, 0, ½ and so on: as wide as any shape.</summary>
    private static readonly float[] Weights = [.. Enumerable.Range(0, 5000).Select(feature => (feature % 4) switch { 0 => 1f, 1 => 2f, 2 => 0f, _ => 0.5f })];

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "nearest-neighbors-full" : "nearest-neighbors";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["NearestNeighbors.Search"];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("candidates", typeof(float), Candidates(shape) * shape.Width),
        new("queries", typeof(float), shape.Rows * shape.Width),
        .. Outputs(shape.Rows),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (var name in (string[])["candidates", "queries"])
        {
            var points = operands.Span<float>(name);
            Numbers(points, shape.Width, full && kind == InputKind.Wide ? InputKind.Ordinary : kind, new Random(seed));
            for (var i = 0; full && i < points.Length; i++)
            {
                // The first feature is never missing, so that all distances are finite.
                points[i] = i % shape.Width > 0 && random.Next(12) == 0 ? float.NaN : i % shape.Width == Nominal ? random.Next(3) : points[i];
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var options = default(NeighborOptions);
        if (full)
        {
            options = new()
            {
                FeatureWeights = Weights.AsMemory(0, shape.Width),
                NominalFeatures = Nominals.AsMemory(0, shape.Width > Nominal ? 1 : 0),
                MissingValues = MissingValues.Scale,
            };
        }

        NearestNeighbors.Search(
            operands.Span<float>("candidates"), operands.Span<float>("queries"), shape.Width, K, operands.Span<int>("indices"), operands.Span<float>("squaredDistances"), options, degreeOfParallelism);
    }

    /// <inheritdoc/>
    protected override int Queries(Shape shape) => shape.Rows;

    /// <inheritdoc/>
    protected override IEnumerable<(int Index, float Squared)> Nearest(OperandSet operands, Shape shape, int query) =>
        NeighborReference.Nearest(Candidates(shape), K, -1, candidate => Squared(operands, shape, query, candidate));

    /// <inheritdoc/>
    protected override IEnumerable<(int Index, float Squared)> NearestInSingle(OperandSet operands, Shape shape, int query) => Least(
        Enumerable.Range(0, Candidates(shape)).Select(candidate => (candidate, full
            ? (float)Squared(operands, shape, query, candidate)
            : SquaredInSingle(Row(operands, "queries", query, shape), Row(operands, "candidates", candidate, shape)))));

    /// <summary>Enough for a grid, and no multiple of a tile.</summary>
    private static int Candidates(Shape shape) => (2 * shape.Rows) + 70;

    private static Span<float> Row(OperandSet operands, string name, int row, Shape shape) => operands.Span<float>(name).Slice(row * shape.Width, shape.Width);

    private static double? Difference(int feature, double one, double other) => feature != Nominal ? NeighborReference.OfNumbers(feature, one, other)
        : double.IsNaN(one) || double.IsNaN(other) ? null
        : Table[((int)one * 3) + (int)other];

    private double Squared(OperandSet operands, Shape shape, int query, int candidate) => NeighborReference.SquaredDistance(
        Row(operands, "queries", query, shape), Row(operands, "candidates", candidate, shape), full ? Weights.AsSpan(0, shape.Width) : [], full ? Difference : NeighborReference.OfNumbers);
}
