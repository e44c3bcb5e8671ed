using System.Numerics;
using Counterweight.Gradients;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Gradients;

/// <summary>Clipping element by element.</summary>
public sealed class ValueClipCase<T> : ClipCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Limit = T.CreateChecked(2.5);

    /// <inheritdoc/>
    public override string Name => "clip-by-value";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientClipping.ByValue"];

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        foreach (ref var element in Copied(operands))
        {
            element = element > Limit ? Limit : element < -Limit ? -Limit : element;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var limit = double.CreateChecked(Limit);
        double[] gradient = [.. Converted.ToDouble<T>(operands.Span<T>("source")).Select(g => g > limit ? limit : g < -limit ? -limit : g)];
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["result"] = new(gradient) };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <inheritdoc/>
    protected override void Clip(Span<T> gradient, OperandSet operands, Shape shape, int degreeOfParallelism) =>
        GradientClipping.ByValue(gradient, Limit);
}
