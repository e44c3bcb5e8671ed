using System.Buffers;
using Counterweight.Threading;
using Counterweight.Training.Models;

namespace Counterweight.Training.Data;

/// <summary>Mean and standard deviation of every feature, as measured on training rows.</summary>
public sealed class Standardizer
{
    private readonly MeasuredScale[] scales;

    private Standardizer(MeasuredScale[] scales) => this.scales = scales;

    /// <summary>Number of features.</summary>
    public int FeatureCount => scales.Length;

    /// <summary>
    /// Measures each feature over its present values: weighted mean, and standard deviation with divisor Σw. A feature that
    /// is constant, always missing, or a category becomes 0 everywhere. Values of any size are measured, from the least double to the
    /// greatest: a feature times a power of two is standardised to the same bits.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="sampleWeights">One finite weight of at least 0 a row, in place of those of the data; empty: those of the data. A row of weight 0 is no row, one of weight 2 the row twice.</param>
    /// <exception cref="ArgumentException">Weights of another length, or a weight that is negative or not finite.</exception>
    public static Standardizer Fit(Dataset data, ReadOnlySpan<double> sampleWeights = default) => Fit(data, sampleWeights, degreeOfParallelism: 1);

    /// <summary>The same on so many threads at most; they change no bit.</summary>
    internal static Standardizer Fit(Dataset data, ReadOnlySpan<double> sampleWeights, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(data);
        TrainingInput.ValidateWeights(sampleWeights, data.RowCount, nameof(sampleWeights), nameof(sampleWeights));
        sampleWeights = sampleWeights.IsEmpty ? data.SampleWeights : sampleWeights;
        var weights = new double[data.RowCount];
        Normalize(sampleWeights, weights);
        var measured = new MeasuredScale[data.FeatureCount];
        ParallelItems.Run(measured.Length, degreeOfParallelism, feature => measured[feature] = data.Categories[feature] is null ? Measure(data.Column(feature), weights) : default);

        return new Standardizer(measured);
    }

    /// <summary>The value in standard deviations from the mean; a missing value counts as the mean.</summary>
    /// <param name="feature">In [0, <see cref="FeatureCount"/>).</param>
    /// <param name="value">A value, or NaN where it is missing.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public double Transform(int feature, double value)
    {
        Require.Index(feature, scales.Length, nameof(feature));
        return double.IsNaN(value) ? 0 : scales[feature].Transform(value);
    }

    /// <summary>Writes <see cref="Transform(int, double)"/> of some rows of a column.</summary>
    internal void Transform(int feature, FeatureColumn column, ReadOnlySpan<int> rows, Span<double> destination)
    {
        var scale = scales[feature];
        for (var i = 0; i < rows.Length; i++)
        {
            var value = column[rows[i]];
            destination[i] = double.IsNaN(value) ? 0 : scale.Transform(value);
        }
    }

    /// <summary>What <see cref="Transform(int, double)"/> computes with: a value x becomes (x · first · second − mean) · inverse deviation. All 0 where it becomes 0.</summary>
    /// <param name="feature">In [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public FeatureScale Scale(int feature)
    {
        Require.Index(feature, scales.Length, nameof(feature));
        return new(scales[feature].Unit.First, scales[feature].Unit.Second, scales[feature].Mean, scales[feature].InverseDeviation);
    }

    /// <summary>Writes the scales of the features that are numbers.</summary>
    internal void Write(ModelWriter writer, Func<int, bool> isNumber)
    {
        foreach (var scale in scales.Where((_, feature) => isNumber(feature)))
        {
            writer.Double(scale.Unit.First);
            writer.Double(scale.Unit.Second);
            writer.Double(scale.Mean);
            writer.Double(scale.InverseDeviation);
        }
    }

    /// <summary>Reads the scales of so many features, of which those that are numbers were written.</summary>
    /// <exception cref="InvalidDataException">A number is not finite, or a factor is negative.</exception>
    internal static Standardizer Read(ModelReader reader, int featureCount, Func<int, bool> isNumber)
    {
        // No more memory than the model has bytes.
        var read = new List<MeasuredScale>();
        for (var feature = 0; feature < featureCount; feature++)
        {
            read.Add(isNumber(feature) ? Read(reader) : default);
        }

        return new Standardizer([.. read]);
    }

    private static MeasuredScale Read(ModelReader reader)
    {
        var scale = new MeasuredScale(new PowerOfTwo(reader.Double(), reader.Double()), reader.Double(), reader.Double());
        ModelReader.Require(scale.Unit.First >= 0 && scale.Unit.Second >= 0 && scale.InverseDeviation >= 0, "factors and inverse deviations are at least 0");
        ModelReader.Require(double.IsFinite(scale.Unit.First + scale.Unit.Second) && double.IsFinite(scale.Mean) && double.IsFinite(scale.InverseDeviation), "scales are finite");
        return scale;
    }

    private static MeasuredScale Measure(FeatureColumn column, ReadOnlySpan<double> weights)
    {
        var rented = ArrayPool<double>.Shared.Rent(column.Length);
        var values = rented.AsSpan(0, column.Length);
        column.CopyTo(values);
        var scale = MeasuredScale.Of(values, weights);
        ArrayPool<double>.Shared.Return(rented);
        return scale;
    }

    // By a power of two, so that sums of huge weights stay in range.
    private static void Normalize(ReadOnlySpan<double> sampleWeights, Span<double> weights)
    {
        if (sampleWeights.IsEmpty)
        {
            weights.Fill(1);
            return;
        }

        var greatest = 0.0;
        foreach (var weight in sampleWeights)
        {
            greatest = Math.Max(greatest, weight);
        }

        var unit = PowerOfTwo.Inverse(greatest);
        for (var row = 0; row < weights.Length; row++)
        {
            weights[row] = unit.Times(sampleWeights[row]);
        }
    }

    /// <summary>Mean and deviation of one feature, in units of the power of two below its greatest size.</summary>
    private readonly record struct MeasuredScale(PowerOfTwo Unit, double Mean, double InverseDeviation)
    {
        public double Transform(double value) => (Unit.Times(value) - Mean) * InverseDeviation;

        public static MeasuredScale Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
        {
            var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var row = 0; row < values.Length; row++)
            {
                if (weights[row] > 0 && !double.IsNaN(values[row]))
                {
                    minimum = values[row] < minimum ? values[row] : minimum;
                    maximum = values[row] > maximum ? values[row] : maximum;
                }
            }

            if (!(minimum < maximum))
            {
                return default;
            }

            var unit = PowerOfTwo.Inverse(Math.Max(Math.Abs(minimum), Math.Abs(maximum)));
            var (sum, total) = (0.0, 0.0);
            for (var row = 0; row < values.Length; row++)
            {
                if (weights[row] > 0 && !double.IsNaN(values[row]))
                {
                    sum += weights[row] * unit.Times(values[row]);
                    total += weights[row];
                }
            }

            // In units of the range: the squares of values close together stay in range too.
            var mean = sum / total;
            var range = unit.Times(maximum) - unit.Times(minimum);
            var squares = 0.0;
            for (var row = 0; row < values.Length; row++)
            {
                if (weights[row] > 0 && !double.IsNaN(values[row]))
                {
                    var part = (unit.Times(values[row]) - mean) / range;
                    squares += weights[row] * (part * part);
                }
            }

            return new MeasuredScale(unit, mean, 1 / (Math.Sqrt(squares / total) * range));
        }
    }
}
