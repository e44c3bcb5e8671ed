using System.Numerics.Tensors;
using Counterweight.Losses;
using Counterweight.Losses.Point;
using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks;

/// <summary><see cref="UserLoss"/> on the operands of the built-in binary cross-entropy, beside which it is timed.</summary>
internal sealed class UserLossCase(KernelCase builtIn) : KernelCase
{
    /// <summary>The built-in kernel of the same mathematics.</summary>
    public const string BuiltInName = "binary-cross-entropy";

    /// <summary>The built-in kernel of the same mathematics.</summary>
    public KernelCase BuiltIn => builtIn;

    public override string Name => "user-point-loss";

    public override Type ElementType => typeof(float);

    public override IReadOnlyList<string> Covers => [];

    public override IReadOnlyList<Shape> BenchmarkShapes => builtIn.BenchmarkShapes;

    public override bool HasWidth => builtIn.HasWidth;

    public override double TranscendentalsPerElement => builtIn.TranscendentalsPerElement;

    /// <summary>The case over the catalogue's own binary cross-entropy of floats.</summary>
    public static UserLossCase Create() => new(KernelCatalog.All.First(kernel =>
        string.Equals(kernel.Name, BuiltInName, StringComparison.Ordinal) && kernel.ElementType == typeof(float)));

    public override double BytesPerElement(Shape shape) => builtIn.BytesPerElement(shape);

    public override IReadOnlyList<Operand> Operands(Shape shape) => builtIn.Operands(shape);

    /// <summary>The operands of the built-in kernel, every target rounded to 0 or 1 as labels are.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        builtIn.Generate(operands, shape, kind, seed);
        var targets = operands.Span<float>("targets");
        TensorPrimitives.Round(targets, targets);
    }

    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var outputs = new LossOutputs<float>
        {
            Value = Optional(operands, "value"),
            Gradient = Optional(operands, "gradient"),
            Hessian = Optional(operands, "hessian"),
        };
        PointLoss.Evaluate(
            new UserLoss(3, 0.5f),
            operands.Span<float>("scores"),
            operands.Span<float>("targets"),
            Optional(operands, "sampleWeights"),
            outputs,
            degreeOfParallelism);
    }

    public override void RunScalar(OperandSet operands, Shape shape) => builtIn.RunScalar(operands, shape);

    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) => builtIn.Reference(operands, shape);

    public override Bound BoundOf(string output) => builtIn.BoundOf(output);

    private static Span<float> Optional(OperandSet operands, string name) => operands.Has(name) ? operands.Span<float>(name) : default;
}
