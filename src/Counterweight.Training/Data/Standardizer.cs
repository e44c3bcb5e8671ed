namespace Counterweight.Training.Data;

/// <summary>Mean and standard deviation of every feature, as measured on training rows.</summary>
public sealed class Standardizer
{
    private readonly double[] means;
    private readonly double[] inverseDeviations;

    private Standardizer(double[] means, double[] inverseDeviations)
    {
        this.means = means;
        this.inverseDeviations = inverseDeviations;
    }

    /// <summary>Number of features.</summary>
    public int FeatureCount => means.Length;

    /// <summary>
    /// Measures each feature over its present values: mean, and standard deviation with divisor n. A feature that is
    /// constant or always missing becomes 0 everywhere.
    /// </summary>
    public static Standardizer Fit(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var scaling = new Standardizer(new double[data.FeatureCount], new double[data.FeatureCount]);
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            (scaling.means[feature], scaling.inverseDeviations[feature]) = Measure(data.Column(feature));
        }

        return scaling;
    }

    /// <summary>The value in standard deviations from the mean; a missing value counts as the mean.</summary>
    public double Transform(int feature, double value) =>
        double.IsNaN(value) ? 0 : (value - means[feature]) * inverseDeviations[feature];

    private static (double Mean, double InverseDeviation) Measure(ReadOnlySpan<double> column)
    {
        double sum = 0;
        double minimum = double.PositiveInfinity;
        double maximum = double.NegativeInfinity;
        var count = 0;
        foreach (var value in column)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
                count++;
            }
        }

        if (!(minimum < maximum))
        {
            return (0, 0);
        }

        // Scaled by the range, so that squares of huge or tiny values stay in range.
        var mean = sum / count;
        var range = maximum - minimum;
        double squares = 0;
        foreach (var value in column)
        {
            if (!double.IsNaN(value))
            {
                var part = (value - mean) / range;
                squares += part * part;
            }
        }

        var deviation = Math.Sqrt(squares / count) * range;
        return double.IsFinite(mean) && double.IsFinite(1 / deviation) ? (mean, 1 / deviation) : (0, 0);
    }
}
