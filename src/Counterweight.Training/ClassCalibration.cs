using Counterweight.Calibration;
using Counterweight.Elementwise;

namespace Counterweight.Training;

/// <summary>The fitted calibration of all classes: a line or a function for class 1 of two, or for each of more, or a temperature.</summary>
internal sealed class ClassCalibration
{
    /// <summary>Below this a probability counts as this, so that its logarithm is finite.</summary>
    private const double LeastProbability = 1e-15;

    private readonly int classCount;
    private readonly PlattScaling[] lines;
    private readonly IsotonicCalibration[] functions;
    private readonly TemperatureScaling temperature;

    public ClassCalibration(CalibrationMethod method, int classCount, PlattScaling[]? lines = null, IsotonicCalibration[]? functions = null, TemperatureScaling temperature = default)
    {
        Method = method;
        this.classCount = classCount;
        this.lines = lines ?? [];
        this.functions = functions ?? [];
        this.temperature = temperature;
    }

    public CalibrationMethod Method { get; }

    public IReadOnlyList<PlattScaling> Lines => lines;

    public IReadOnlyList<IsotonicCalibration> Functions => functions;

    public double Temperature => temperature.Temperature;

    /// <summary>How many lines or functions classes have.</summary>
    public static int CountFor(int classCount) => classCount == 2 ? 1 : classCount;

    /// <summary>A calibration fitted to probabilities of held-out rows.</summary>
    public static ClassCalibration Fit(CalibrationMethod method, double[] probabilities, int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        if (method == CalibrationMethod.Temperature)
        {
            return new(method, classCount, temperature: TemperatureScaling.Fit(Logarithms(probabilities), classCount, labels, weights));
        }

        var count = CountFor(classCount);
        var (lines, functions) = (new PlattScaling[count], new IsotonicCalibration[count]);
        var (own, isOwn, targets) = (new double[labels.Length], new int[labels.Length], new double[labels.Length]);
        for (var i = 0; i < count; i++)
        {
            var label = LabelOf(i, classCount);
            for (var row = 0; row < labels.Length; row++)
            {
                own[row] = probabilities[checked((row * classCount) + label)];
                isOwn[row] = labels[row] == label ? 1 : 0;
                targets[row] = isOwn[row];
            }

            if (method == CalibrationMethod.Isotonic)
            {
                functions[i] = IsotonicCalibration.Fit<double>(own, targets, weights);
            }
            else
            {
                LogOdds(own);
                lines[i] = PlattScaling.Fit(own, isOwn, weights);
            }
        }

        return method == CalibrationMethod.Isotonic ? new(method, classCount, functions: functions) : new(method, classCount, lines);
    }

    /// <summary>Puts calibrated probabilities in the place of others.</summary>
    public void Apply(Span<double> probabilities)
    {
        if (Method == CalibrationMethod.Temperature)
        {
            var logits = Logarithms(probabilities);
            temperature.Apply<double>(logits, logits);
            ClassScores.ToProbabilities(logits, classCount);
            logits.CopyTo(probabilities);
            return;
        }

        var own = new double[probabilities.Length / classCount];
        for (var i = 0; i < CountFor(classCount); i++)
        {
            var label = LabelOf(i, classCount);
            for (var row = 0; row < own.Length; row++)
            {
                own[row] = probabilities[checked((row * classCount) + label)];
            }

            if (Method == CalibrationMethod.Isotonic)
            {
                functions[i].Apply<double>(own, own);
            }
            else
            {
                LogOdds(own);
                lines[i].Apply<double>(own, own);
            }

            for (var row = 0; row < own.Length; row++)
            {
                probabilities[checked((row * classCount) + label)] = own[row];
            }
        }

        for (var start = 0; start < probabilities.Length; start += classCount)
        {
            Normalize(probabilities.Slice(start, classCount));
        }
    }

    /// <summary>Of two classes that of the other is what is left; of more all are divided by their sum, and where that is 0 all are equal.</summary>
    private static void Normalize(Span<double> row)
    {
        if (row.Length == 2)
        {
            row[0] = 1 - row[1];
            return;
        }

        var sum = 0.0;
        foreach (var probability in row)
        {
            sum += probability;
        }

        foreach (ref var probability in row)
        {
            probability = sum == 0 ? 1.0 / row.Length : probability / sum;
        }
    }

    private static int LabelOf(int calibration, int classCount) => classCount == 2 ? 1 : calibration;

    private static double[] Logarithms(ReadOnlySpan<double> probabilities)
    {
        var logarithms = probabilities.ToArray();
        foreach (ref var probability in logarithms.AsSpan())
        {
            probability = Math.Max(probability, LeastProbability);
        }

        VectorMath.Log<double>(logarithms, logarithms);
        return logarithms;
    }

    private static void LogOdds(double[] probabilities)
    {
        var others = Logarithms([.. probabilities.Select(probability => 1 - probability)]);
        var logarithms = Logarithms(probabilities);
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = logarithms[i] - others[i];
        }
    }
}
