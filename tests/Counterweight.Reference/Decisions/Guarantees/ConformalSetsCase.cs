using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Decisions.Guarantees;

/// <summary>Conformal sets, and their sizes.</summary>
public sealed class ConformalSetsCase<T>(LossVariant variant = LossVariant.Plain) : ConformalCase<T>("conformal-sets", "ConformalSets.Decide", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Some p-values of classes of nine held-out rows equal it.</summary>
    private const double ErrorRate = 0.3;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
        [.. base.Operands(shape), new("members", typeof(byte), shape.Elements, IsOutput: true), new("sizes", typeof(int), shape.Rows, IsOutput: true)];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        Sets(operands, shape).Decide<T>(operands.Span<T>("scores"), ErrorRate, operands.Span<byte>("members"), operands.Span<int>("sizes"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        Find(operands, shape, out var members, out var sizes);
        members.Select(member => (byte)member).ToArray().CopyTo(operands.Span<byte>("members"));
        sizes.Select(size => (int)size).ToArray().CopyTo(operands.Span<int>("sizes"));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        Find(operands, shape, out var members, out var sizes);
        return Outputs(("members", members), ("sizes", sizes));
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    private void Find(OperandSet operands, Shape shape, out double[] members, out double[] sizes)
    {
        members = [.. PValues(operands, shape).Select(value => value > ErrorRate || double.IsNaN(value) ? 1.0 : 0)];
        sizes = new double[shape.Rows];
        for (var i = 0; i < members.Length; i++)
        {
            sizes[i / shape.Width] += members[i];
        }
    }
}
