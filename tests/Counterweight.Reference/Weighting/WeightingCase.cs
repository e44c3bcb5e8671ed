using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Weighting;

/// <summary>What the cases of weights have in common, where they do not say otherwise: arrays of one element a row, all rows together.</summary>
public abstract class WeightingCase<T>(string name, params string[] covers) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Covers => covers;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 2 * OperandSet.SizeOf(typeof(T));

    /// <summary>Outputs by name.</summary>
    protected static IReadOnlyDictionary<string, Expected> Outputs(params (string Name, double[] Values)[] outputs) =>
        outputs.ToDictionary(output => output.Name, output => new Expected(output.Values), StringComparer.Ordinal);

    /// <summary>An element of the kernel's type in double.</summary>
    protected static double Wide(T value) => double.CreateTruncating(value);

    /// <summary>A double in the kernel's type.</summary>
    protected static T Narrow(double value) => T.CreateTruncating(value);
}
