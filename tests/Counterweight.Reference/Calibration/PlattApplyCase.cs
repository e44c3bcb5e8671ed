using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Calibration;

/// <summary>Probabilities of Platt scaling.</summary>
public sealed class PlattApplyCase<T>() : CalibrationMapCase<T>("platt-apply", "PlattScaling.Apply")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly PlattScaling Line = new(0.75, -1.5);

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 1;

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => Line.Apply<T>(operands.Span<T>("scores"), operands.Span<T>("destination"));

    /// <summary>One ulp of σ, and one of a logit of up to 750, before σ falls to 0.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 752);

    /// <inheritdoc/>
    protected override double Of(double score)
    {
        var power = Math.Exp(-Math.Abs(Math.FusedMultiplyAdd(Line.Slope, score, Line.Intercept)));
        return (Math.FusedMultiplyAdd(Line.Slope, score, Line.Intercept) < 0 ? power : 1) / (1 + power);
    }
}
