using System.Numerics;
using Counterweight.Elementwise;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Numerics;

/// <summary>A function of <c>VectorMath</c>. The accuracy tests walk its whole domain; here it meets lengths and memory.</summary>
public abstract class MapCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["VectorMath.Map", $"VectorMath.{Entry}"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(4096), new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <summary>Method of <c>VectorMath</c>.</summary>
    protected abstract string Entry { get; }

    /// <summary>Units in the last place that the function promises for floats and for doubles.</summary>
    protected abstract (double Single, double Double) Ulps { get; }

    /// <summary>Whether ordinary arguments are positive.</summary>
    protected virtual bool IsOfPositive => false;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 2 * OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("source", typeof(T), shape.Rows),
        new("destination", typeof(T), shape.Rows, IsOutput: true, MayReplace: "source"),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var source = operands.Span<T>("source");
        Inputs.Scores(source, kind, new Random(seed));
        if (IsOfPositive && kind != InputKind.Special)
        {
            foreach (ref var x in source)
            {
                x = T.Abs(x);
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        Evaluate(operands.Span<T>("source"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) =>
        EvaluateScalar(operands.Span<T>("source"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override Action<OperandSet, Shape> RunTensorPrimitives => (operands, _) =>
        EvaluateTensorPrimitives(operands.Span<T>("source"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["destination"] = new([.. Converted.ToDouble<T>(operands.Span<T>("source")).Select(x => typeof(T) == typeof(float) ? Plain(x) : Rounded(Precise(x)))]),
        };

    /// <inheritdoc/>
    public override Bound BoundOf(string output) =>
        new(ComparisonFamily.Elementwise, typeof(T) == typeof(float) ? Ulps.Single : Ulps.Double + 0.5); // the reference itself is rounded

    /// <summary>The public entry.</summary>
    protected abstract void Evaluate(ReadOnlySpan<T> source, Span<T> destination);

    /// <summary>A loop over the function of <typeparamref name="T"/>.</summary>
    protected abstract void EvaluateScalar(ReadOnlySpan<T> source, Span<T> destination);

    /// <summary>The function of TensorPrimitives.</summary>
    protected abstract void EvaluateTensorPrimitives(ReadOnlySpan<T> source, Span<T> destination);

    /// <summary>Right to double's precision, for floats.</summary>
    protected abstract double Plain(double x);

    /// <summary>Right to more than double's precision.</summary>
    protected abstract Scaled Precise(double x);

    private static double Rounded(Scaled x) => Math.ScaleB(x.Significand.Hi, x.Exponent);
}
