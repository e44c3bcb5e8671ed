using System.Globalization;
using Counterweight.Calibration;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Counterweight.ML.Decisions;

/// <summary>A score and the text of a calibration. There is one instance a cursor.</summary>
internal sealed class CalibrationSource
{
    public const string ScoreColumn = "~counterweight.Score";
    public const string TextColumn = "~counterweight.Calibration";

    [ColumnName(ScoreColumn)]
    public double Score { get; set; }

    [ColumnName(TextColumn)]
    public ReadOnlyMemory<char> Text { get; set; }

    [NoColumn]
    public ScoreCalibration? Calibration { get; set; }
}

/// <summary>What a calibration makes of a score.</summary>
internal sealed class CalibratedColumn
{
    public const string Name = "~counterweight.Probability";

    [ColumnName(Name)]
    public float Probability { get; set; }
}

/// <summary>Makes probabilities of scores.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class CalibrationMapping : CustomMappingFactory<CalibrationSource, CalibratedColumn>
{
    public const string Contract = "Counterweight.ML.Calibration";

    public override Action<CalibrationSource, CalibratedColumn> GetMapping() => static (source, column) =>
        column.Probability = (float)(source.Calibration ??= ScoreCalibration.Parse(source.Text.ToString())).Of(source.Score);
}

/// <summary>A line of log-odds, or a function that never falls.</summary>
/// <param name="line">The line.</param>
/// <param name="function">The function; null: the line.</param>
internal sealed class ScoreCalibration(PlattScaling line, IsotonicCalibration? function)
{
    private const string Sigmoid = "sigmoid";
    private const string Isotonic = "isotonic";

    /// <summary>The probability that a score stands for.</summary>
    public double Of(double score)
    {
        Span<double> value = [score];
        if (function is null)
        {
            line.Apply<double>(value, value);
        }
        else
        {
            function.Apply<double>(value, value);
        }

        return value[0];
    }

    /// <summary>A text that means the same.</summary>
    public override string ToString() => function is null
        ? Join(Sigmoid, [line.Slope, line.Intercept])
        : Join(Isotonic, [.. function.Scores, .. function.Values]);

    public static ScoreCalibration Parse(string text)
    {
        var words = text.Split(' ');
        var numbers = words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return words[0] switch
        {
            Sigmoid when numbers.Length == 2 => new(new(numbers[0], numbers[1]), null),
            Isotonic when numbers.Length % 2 == 0 => new(default, IsotonicCalibration.FromKnots(numbers.AsSpan(0, numbers.Length / 2), numbers.AsSpan(numbers.Length / 2))),
            _ => throw new InvalidDataException("The pipeline holds no calibration of Counterweight."),
        };
    }

    private static string Join(string kind, double[] numbers) => kind + string.Concat(numbers.Select(number => " " + number.ToString("R", CultureInfo.InvariantCulture)));
}
