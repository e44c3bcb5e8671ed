using Counterweight.Neighbors;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Neighbors;

/// <summary>Some rows among some others.</summary>
public sealed class SearchRowsCase : NeighborsCase
{
    /// <inheritdoc/>
    public override string Name => "nearest-neighbors-rows";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["NearestNeighbors.SearchRows"];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("points", typeof(float), Points(shape) * shape.Width),
        new("candidates", typeof(int), Points(shape) - ((Points(shape) + 2) / 3)),
        new("queries", typeof(int), Queries(shape)),
        .. Outputs(Queries(shape)),
    ];

    /// <summary>Candidates are all but every third row, queries every second one.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        Numbers(operands.Span<float>("points"), shape.Width, kind, new Random(seed));
        var candidates = operands.Span<int>("candidates");
        var queries = operands.Span<int>("queries");
        for (var i = 0; i < candidates.Length; i++)
        {
            candidates[i] = (i / 2 * 3) + (i % 2) + 1;
        }

        for (var i = 0; i < queries.Length; i++)
        {
            queries[i] = 2 * i;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => NearestNeighbors.SearchRows(
        operands.Span<float>("points"),
        shape.Width,
        operands.Span<int>("candidates"),
        operands.Span<int>("queries"),
        K,
        operands.Span<int>("indices"),
        operands.Span<float>("squaredDistances"),
        default,
        degreeOfParallelism);

    /// <inheritdoc/>
    protected override int Queries(Shape shape) => (Points(shape) + 1) / 2;

    /// <inheritdoc/>
    protected override IEnumerable<(int Index, float Squared)> Nearest(OperandSet operands, Shape shape, int query)
    {
        var row = operands.Span<int>("queries")[query];
        var candidates = operands.Span<int>("candidates").ToArray();
        return NeighborReference.Nearest(candidates.Length, K, Array.IndexOf(candidates, row), candidate => NeighborReference.SquaredDistance(
            Row(operands, row, shape), Row(operands, candidates[candidate], shape), [], NeighborReference.OfNumbers)).Select(pair => (candidates[pair.Candidate], pair.Squared));
    }

    /// <inheritdoc/>
    protected override IEnumerable<(int Index, float Squared)> NearestInSingle(OperandSet operands, Shape shape, int query)
    {
        var row = operands.Span<int>("queries")[query];
        return Least(operands.Span<int>("candidates").ToArray().Where(candidate => candidate != row)
            .Select(candidate => (candidate, SquaredInSingle(Row(operands, row, shape), Row(operands, candidate, shape)))));
    }

    private static int Points(Shape shape) => (2 * shape.Rows) + 110;

    private static Span<float> Row(OperandSet operands, int row, Shape shape) => operands.Span<float>("points").Slice(row * shape.Width, shape.Width);
}
