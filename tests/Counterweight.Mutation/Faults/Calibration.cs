namespace Counterweight.Mutation.Faults;

/// <summary>Temperature, Platt and isotonic calibration.</summary>
internal static class CalibrationFaults
{
    private const string Platt = "Counterweight.Tests: *.PlattScalingTests *.CalibrationGoldenTests";
    private const string Temperature = "Counterweight.Tests: *.TemperatureScalingTests";
    private const string Isotonic = "Counterweight.Tests: *.IsotonicCalibrationTests *.CalibrationGoldenTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("targets of Platt scaling are not smoothed", "PlattFit.cs", "negativeTarget = 1 / (rows[0].Value + 2);", "negativeTarget = 0;", Platt),
        new("targets of Platt scaling are smoothed by half a row", "PlattFit.cs", "positiveTarget = 1 - (1 / (rows[1].Value + 2));", "positiveTarget = 1 - (1 / (rows[1].Value + 1));", Platt),
        new("targets of Platt scaling count scaled weights", "PlattFit.cs", "rows[labels[row]].Add(weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]));", "rows[labels[row]].Add(weight);", Platt),
        new("the intercept forgets the center of the scores", "PlattFit.cs", "intercept - (slope * (mean / scale))", "intercept", Platt),
        new("the slope is of scaled scores", "PlattFit.cs", "new(slope / scale,", "new(slope,", Platt),
        new("a fit of Platt scaling ends after a step", "PlattFit.cs", "private const int MaxSteps = 100;", "private const int MaxSteps = 1;", Platt),
        new("gradients of Platt scaling are not weighted", "PlattSums.cs", "slopeGradient.AddProduct(weight, gradient * unit);", "slopeGradient.AddProduct(1, gradient * unit);", Platt),
        new("temperatures are those of the inverse", "TemperatureFit.cs", "return unit / inverse;", "return inverse / unit;", Temperature),
        new("a model that is always right has a temperature of 1", "TemperatureFit.cs", "return high;", "return unit;", Temperature),
        new("a model that is always wrong has a temperature of 1", "TemperatureFit.cs", "return low;", "return unit;", Temperature),
        new("the bracket of a temperature moves the wrong way", "TemperatureFit.cs", "slope < 0 ? (inverse, high) : (low, inverse)", "slope > 0 ? (inverse, high) : (low, inverse)", Temperature),
        new("temperatures do not see weights", "TemperatureFit.cs", "first.AddProduct(weight, mean);", "first.AddProduct(1, mean);", Temperature),
        new("equal scores are not pooled", "PooledRows.cs", "sorted[next] == sorted[first]", "next == first", Isotonic),
        new("pools of isotonic fits are not weighted", "PooledRows.cs", "sum.AddProduct(each,", "sum.AddProduct(1,", Isotonic),
        new("a pool that falls is merged once at most", "PooledRows.cs", "while (blocks > 0 && means[blocks - 1] >= sum / weight)", "if (blocks > 0 && means[blocks - 1] >= sum / weight)", Isotonic),
        new("merged pools have the weight of the last", "PooledRows.cs", "weight + pooledWeights[blocks]", "weight", Isotonic),
        new("knots at the ends of constant stretches are left out", "IsotonicCalibration.cs", " || fitted[i] != fitted[i + 1])", ")", Isotonic),
        new("isotonic calibration is a step function", "IsotonicCalibration.cs", "Math.FusedMultiplyAdd(right - left, part, left)", "left", Isotonic),
        new("knots may fall", "IsotonicCalibration.cs", "if (!(values[knot] >= values[knot - 1]))", "if (double.IsNaN(values[knot]))", Isotonic),
        new("scores beyond the range are taken", "CalibrationChecks.cs", "float.MaxValue : Greatest", "float.MaxValue : double.MaxValue", Platt),
        new("rows without any weight are fitted to", "CalibrationChecks.cs", "return largest > 0 ? new(largest)", "return largest >= 0 ? new(Math.Max(largest, 1))", Platt),
    ];
}
