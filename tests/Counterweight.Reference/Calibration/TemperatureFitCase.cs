using System.Numerics;
using Counterweight.Calibration;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Weighting;

namespace Counterweight.Reference.Calibration;

/// <summary>The temperature of held-out logits; in full with weights. The reference halves a bracket of 1/T by the sign of the slope.</summary>
public sealed class TemperatureFitCase<T>(LossVariant variant = LossVariant.Plain) : WeightingCase<T>(variant == LossVariant.Full ? "temperature-fit-full" : "temperature-fit", "TemperatureScaling.Fit")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 3;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override int MinRowCount => 8;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 30;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("logits", typeof(T), shape.Rows * Classes),
        new("labels", typeof(int), shape.Rows),
        .. full ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("temperature", typeof(double), 1, IsOutput: true, IsResult: true),
    ];

    /// <summary>Three labels in five are the greatest logit, at times all of the first rows; the second row is wrong, so that there is a least loss. Logits are of −8 to 8.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var logits = operands.Span<T>("logits");
        var labels = operands.Span<int>("labels");
        Inputs.Scores(logits, InputKind.Ordinary, random);
        for (var row = 0; row < labels.Length; row++)
        {
            var own = Converted.ToDouble<T>(logits.Slice(row * Classes, Classes));
            labels[row] = row < 6 || random.Next(5) < 3 ? Array.IndexOf(own, own.Max()) : random.Next(Classes);
            labels[row] = row == 1 ? Array.IndexOf(own, own.Min()) : labels[row];
        }

        Inputs.Weights(operands.Optional<T>("weights"), random);
        for (var row = 0; full && row < 6; row++)
        {
            operands.Span<T>("weights")[row] = T.One;
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => operands.Span<double>("temperature")[0] =
        TemperatureScaling.Fit<T>(operands.Span<T>("logits"), Classes, operands.Span<int>("labels"), operands.Optional<T>("weights")).Temperature;

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => operands.Span<double>("temperature")[0] = Temperature(operands);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) => Outputs(("temperature", [Temperature(operands)]));

    /// <summary>The root of a slope of up to 257 rounded rows. Measured over all shapes: 10 ulps; a hundred times that for the exponentials of other machines.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1e3 / (1 << 29) : 1e3);

    private double Temperature(OperandSet operands)
    {
        double[] logits = Converted.ToDouble<T>(operands.Span<T>("logits"));
        int[] labels = operands.Span<int>("labels").ToArray();
        double[] weights = full ? Converted.ToDouble<T>(operands.Span<T>("weights")) : [.. labels.Select(_ => 1.0)];
        var (low, high) = (1e-12, 1e12);
        for (var middle = 1.0; middle > low && middle < high; middle = Math.Sqrt(low * high))
        {
            var slope = 0.0;
            for (var row = 0; row < labels.Length; row++)
            {
                var own = logits.AsSpan(row * Classes, Classes).ToArray();
                double[] powers = [.. own.Select(logit => Math.Exp(middle * (logit - own.Max())))];
                slope += weights[row] * own.Zip(powers, (logit, power) => (logit - own[labels[row]]) * power).Sum() / powers.Sum();
            }

            (low, high) = slope < 0 ? (middle, high) : (low, middle);
        }

        return 1 / low;
    }
}
