using Counterweight.Neighbors;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Neighbors;

/// <summary>Points among themselves.</summary>
public sealed class SearchSelfCase : NeighborsCase
{
    /// <inheritdoc/>
    public override string Name => "nearest-neighbors-self";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["NearestNeighbors.SearchSelf"];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
        [new("points", typeof(float), Queries(shape) * shape.Width), .. Outputs(Queries(shape))];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        Numbers(operands.Span<float>("points"), shape.Width, kind, new Random(seed));

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => NearestNeighbors.SearchSelf(
        operands.Span<float>("points"), shape.Width, K, operands.Span<int>("indices"), operands.Span<float>("squaredDistances"), default, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int Queries(Shape shape) => shape.Rows + 70;

    /// <inheritdoc/>
    protected override IEnumerable<(int Index, float Squared)> Nearest(OperandSet operands, Shape shape, int query) =>
        NeighborReference.Nearest(Queries(shape), K, query, candidate => NeighborReference.SquaredDistance(
            Row(operands, query, shape), Row(operands, candidate, shape), [], NeighborReference.OfNumbers));

    /// <inheritdoc/>
    protected override IEnumerable<(int Index, float Squared)> NearestInSingle(OperandSet operands, Shape shape, int query) => Least(
        Enumerable.Range(0, Queries(shape)).Where(candidate => candidate != query)
            .Select(candidate => (candidate, SquaredInSingle(Row(operands, query, shape), Row(operands, candidate, shape)))));

    private static Span<float> Row(OperandSet operands, int row, Shape shape) => operands.Span<float>("points").Slice(row * shape.Width, shape.Width);
}
