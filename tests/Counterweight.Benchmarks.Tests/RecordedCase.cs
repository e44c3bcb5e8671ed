using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks.Tests;

/// <summary>A case of the catalogue that tells what was called.</summary>
internal sealed class RecordedCase(KernelCase inner, bool isParallel = true) : KernelCase
{
    /// <summary>What was called last: kernel and threads, scalar, composition; empty for none of them.</summary>
    public string Last { get; set; } = "";

    public override string Name => inner.Name;

    public override Type ElementType => inner.ElementType;

    public override IReadOnlyList<string> Covers => [];

    public override IReadOnlyList<Shape> BenchmarkShapes => inner.BenchmarkShapes;

    public override bool HasWidth => inner.HasWidth;

    public override bool IsParallel => isParallel;

    public override double TranscendentalsPerElement => inner.TranscendentalsPerElement;

    public override Action<OperandSet, Shape> RunTensorPrimitives => (_, _) => Last = "composition";

    public override double BytesPerElement(Shape shape) => inner.BytesPerElement(shape);

    public override IReadOnlyList<Operand> Operands(Shape shape) => inner.Operands(shape);

    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) => inner.Generate(operands, shape, kind, seed);

    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => Last = $"kernel on {degreeOfParallelism}";

    public override void RunScalar(OperandSet operands, Shape shape) => Last = "scalar";

    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) => inner.Reference(operands, shape);

    public override Bound BoundOf(string output) => inner.BoundOf(output);
}
