namespace Counterweight.Mutation.Faults;

/// <summary>Temperature, Platt and isotonic calibration.</summary>
internal static class CalibrationFaults
{
    private const string Platt = "Counterweight.Tests: *.PlattScalingTests *.CalibrationGoldenTests";
    private const string Temperature = "Counterweight.Tests: *.TemperatureScalingTests";
    private const string Isotonic = "Counterweight.Tests: *.IsotonicCalibrationTests *.CalibrationGoldenTests";

    private const string Trainers = "Counterweight.Training.Tests: *.CalibratedClassifierTests *.ModelFormatTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("targets of Platt scaling are not smoothed", "PlattFit.cs", "negativeTarget = 1 / (rows[0].Value + 2);", "negativeTarget = 0;", Platt),
        new("targets of Platt scaling are smoothed by half a row", "PlattFit.cs", "positiveTarget = 1 - (1 / (rows[1].Value + 2));", "positiveTarget = 1 - (1 / (rows[1].Value + 1));", Platt),
        new("targets of Platt scaling count scaled weights", "PlattFit.cs", "].Add(weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]));", "].Add(weight);", Platt),
        new("the intercept forgets the center of the scores", "PlattFit.cs", "intercept - (slope * (mean / scale))", "intercept", Platt),
        new("the slope is of scaled scores", "PlattFit.cs", "Math.Clamp(slope / scale, ", "Math.Clamp(slope, ", Platt),
        new("a fit of Platt scaling ends after a step", "PlattFit.cs", "private const int MaxSteps = 100;", "private const int MaxSteps = 1;", Platt),
        new("gradients of Platt scaling are not weighted", "PlattSums.cs", "slopeGradient.AddProduct(weight, gradient * unit);", "slopeGradient.AddProduct(1, gradient * unit);", Platt),
        new("temperatures are those of the inverse", "TemperatureFit.cs", "Math.Max(unit / inverse, ", "Math.Max(inverse / unit, ", Temperature),
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
        new("a calibration of two classes is of class 0", "ClassCalibration.cs", "classCount == 2 ? 1 : calibration;", "calibration;", Trainers),
        new("rows of a class are those of the others", "ClassCalibration.cs", "labels[row] == label ? 1 : 0", "labels[row] == label ? 0 : 1", Trainers),
        new("log-odds are logarithms", "ClassCalibration.cs", "probabilities[i] = logarithms[i] - others[i];", "probabilities[i] = logarithms[i];", Trainers),
        new("calibrated probabilities are not divided by their sum", "ClassCalibration.cs", "sum == 0 ? 1.0 / row.Length : probability / sum", "sum == 0 ? 1.0 / row.Length : probability", Trainers),
        new("the other class of two keeps its probability", "ClassCalibration.cs", "row[0] = 1 - row[1];", "", Trainers),
        new("a temperature is not applied", "ClassCalibration.cs", "temperature.Apply<double>(logits, logits);", "", Trainers),
        new("a calibration does not see weights", "CalibratedClassifier.cs", "data.Labels, parts.Weights)", "data.Labels, [])", Trainers),
        new("the classifier that is calibrated is of the rows outside a fold", "CalibratedClassifier.cs", "Enumerable.Range(0, data.RowCount)]", "Enumerable.Range(0, data.RowCount / 2)]", Trainers),
        new("rows of weight 0 are dealt out to folds", "CalibratedClassifier.cs", "if (kept.Length == data.RowCount)", "if (kept.Length > 0)", Trainers),
        new("a calibration sees rows of a group that its classifier saw", "CalibratedClassifier.cs", "Groups = groups, ", "", Trainers),
        new("groups are those of the first rows where rows have no weight", "CalibratedClassifier.cs", "kept.Select(row => all.Span[row]).ToArray();", "all[..kept.Length];", Trainers),
        new("folds have another seed", "CalibratedClassifier.cs", "Seed = options.Seed, ", "", Trainers),
        new("lines that are not finite are read", "CalibratedClassifier.cs", "numbers.Length % 2 == 0 && Array.TrueForAll(numbers, double.IsFinite)", "numbers.Length % 2 == 0", Trainers),
        new("functions that fall are read", "CalibratedClassifier.cs", "ModelReader.Require(isOrdered,", "ModelReader.Require(true,", Trainers),
        new("calibrations of too few classes are read", "CalibratedClassifier.cs", "lines.Length + functions.Length == ClassCalibration.CountFor(classifier.ClassCount)", "lines.Length + functions.Length >= 0", Trainers),
        new("a temperature of 0 is read", "CalibratedClassifier.cs", "temperature > 0 && double.IsFinite(temperature)", "double.IsFinite(temperature)", Trainers),
        new("rounding of equal scores is a slope", "PlattFit.cs", "scale <= Math.Abs(mean) * LastDigits", "scale == 0", "Counterweight.Tests: *.PlattScalingTests"),
        new("the least scores have an infinite slope", "PlattFit.cs", "Math.Clamp(slope / scale, -double.MaxValue, double.MaxValue)", "slope / scale", "Counterweight.Tests: *.PlattScalingTests"),
        new("a temperature may vanish", "TemperatureFit.cs", "Math.Max(unit / inverse, double.Epsilon)", "unit / inverse", "Counterweight.Tests: *.TemperatureScalingTests"),
        new("a temperature beyond a float is 0 or infinite", "TemperatureScaling.cs", "T.IsNormal(T.CreateTruncating(Temperature)) || typeof(T) == typeof(double)", "Temperature > 0", "Counterweight.Tests: *.TemperatureScalingTests"),
    ];
}
