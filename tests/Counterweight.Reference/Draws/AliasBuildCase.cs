using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Draws;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Draws;

/// <summary>The probabilities that the columns of an alias table give to the categories.</summary>
public sealed class AliasBuildCase<T> : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "alias-table";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["AliasTable.Build"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1000), new(1000000)];

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(long) + OperandSet.SizeOf(typeof(T));

    /// <summary>Which category a column names beside its own is the builder's business: what the columns amount to is the result.</summary>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("weights", typeof(T), shape.Rows),
        new("columns", typeof(long), shape.Rows),
        new("probabilities", typeof(double), shape.Rows, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) =>
        DrawInputs.Weights(operands.Span<T>("weights"), kind, seed);

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var columns = MemoryMarshal.Cast<long, ulong>(operands.Span<long>("columns"));
        AliasTable.Build<T>(operands.Span<T>("weights"), columns);
        AliasReference.Probabilities(columns, operands.Span<double>("probabilities"));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var columns = MemoryMarshal.Cast<long, ulong>(operands.Span<long>("columns"));
        AliasReference.Build(Converted.ToDouble<T>(operands.Span<T>("weights")), columns);
        AliasReference.Probabilities(columns, operands.Span<double>("probabilities"));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var weights = DrawInputs.Exact(Converted.ToDouble<T>(operands.Span<T>("weights")));
        var total = weights.Aggregate(BigInteger.Add);
        double[] expected = [.. weights.Select(weight => Ratio(weight, total))];
        var rest = Array.IndexOf(weights, weights.Max());
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["probabilities"] = new(expected, [.. expected.Select((p, i) => i == rest ? 2 : p == 0 ? 0 : p + Math.ScaleB(1, -12))]),
        };
    }

    /// <summary>2⁻⁵⁰ of itself and 2⁻⁶² of all, the first of the largest 2⁻⁴⁹ of all, in epsilons of a double; a weight of 0 exactly.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: typeof(T) == typeof(float) ? Math.ScaleB(4, -29) : 4);

    private static double Ratio(BigInteger part, BigInteger whole) => Math.ScaleB((double)((part << 200) / whole), -200);
}
