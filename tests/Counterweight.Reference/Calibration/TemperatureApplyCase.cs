using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Calibration;

/// <summary>Logits over a temperature.</summary>
public sealed class TemperatureApplyCase<T>() : CalibrationMapCase<T>("temperature-apply", "TemperatureScaling.Apply")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TemperatureScaling Scaling = new(1.5);

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => Scaling.Apply<T>(operands.Span<T>("scores"), operands.Span<T>("destination"));

    /// <summary>A quotient, rounded once.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: 0.5);

    /// <inheritdoc/>
    protected override double Of(double score) => score / Scaling.Temperature;
}
