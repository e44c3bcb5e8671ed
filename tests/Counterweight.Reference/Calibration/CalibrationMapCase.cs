using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Calibration;

/// <summary>What the cases of fitted calibrations have in common: scores to as many numbers.</summary>
public abstract class CalibrationMapCase<T>(string name, string entry) : WeightingCase<T>(name, entry)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool RowsAreIndependent => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [new("scores", typeof(T), shape.Rows), new("destination", typeof(T), shape.Rows, IsOutput: true, MayReplace: "scores")];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) => Inputs.Scores(operands.Span<T>("scores"), kind, new Random(seed));

    /// <summary>The function of a score, from its definition.</summary>
    protected abstract double Of(double score);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var scores = operands.Span<T>("scores");
        var destination = operands.Span<T>("destination");
        for (var i = 0; i < scores.Length; i++)
        {
            destination[i] = Narrow(Of(Wide(scores[i])));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        Outputs(("destination", [.. Converted.ToDouble<T>(operands.Span<T>("scores")).Select(Of)]));
}
