using System.Runtime.InteropServices;
using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>Draws from an alias table.</summary>
public sealed class AliasDrawCase : DrawCase
{
    private const int Categories = 37;

    /// <inheritdoc/>
    public override string Name => "alias-draws";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["AliasTable.Draw"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1000000)];

    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("columns", typeof(long), Categories),
        new("draws", typeof(int), shape.Rows, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var weights = new double[Categories];
        DrawInputs.Weights<double>(weights, kind, seed);
        AliasReference.Build(weights, Columns(operands));
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        AliasTable.Draw(Columns(operands), Stream, Start(shape), operands.Span<int>("draws"), degreeOfParallelism);

    /// <inheritdoc/>
    protected override int[] Draw(OperandSet operands, Shape shape)
    {
        var columns = Columns(operands).ToArray();
        return [.. Enumerable.Range(0, shape.Rows).Select(i => AliasReference.Drawn(columns, Word(Start(shape) + i)))];
    }

    private static Span<ulong> Columns(OperandSet operands) => MemoryMarshal.Cast<long, ulong>(operands.Span<long>("columns"));
}
