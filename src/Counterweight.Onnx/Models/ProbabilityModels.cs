using Counterweight.Calibration;
using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Counterweight.Training;

namespace Counterweight.Onnx.Models;

/// <summary>Models that make probabilities of those of another one: corrections and calibrations.</summary>
internal static class ProbabilityModels
{
    /// <summary>A finite logarithm of a ratio counts as at least this beside the greatest, see <see cref="Weighting.Priors.PriorShift"/>.</summary>
    private const double LeastRatio = -700;

    /// <summary>Below this a probability counts as this, see <see cref="CalibratedClassifier"/>.</summary>
    private const double LeastProbability = 1e-15;

    /// <summary>Probabilities times ratios of priors, divided by their sum.</summary>
    public static ClassOutput Corrected(ExportContext context, ClassOutput classes, PriorCorrectedClassifier model)
    {
        var graph = context.Graph;
        var ratios = model.LogRatios.ToArray();
        var greatest = ratios.Max();
        foreach (ref var ratio in ratios.AsSpan())
        {
            ratio = double.IsFinite(ratio) ? Math.Max(ratio - greatest, LeastRatio) : ratio;
        }

        // Of probabilities that sum to 1 the greatest product is at least e⁻⁷⁰⁰/K: what underflow takes from others is less than 10⁻¹⁹·K of it.
        Elementwise.VectorMath.Exp<double>(ratios, ratios);
        var products = graph.Add("Mul", "products", classes.Probabilities, graph.Numbers("ratios", ratios, 1, ratios.Length));
        return new(graph.Add("Div", "corrected", products, graph.RowSums(products, "sum")));
    }

    /// <summary>Calibrated probabilities.</summary>
    public static ClassOutput Calibrated(ExportContext context, ClassOutput classes, CalibratedClassifier model)
    {
        var graph = context.Graph;
        if (model.Method == CalibrationMethod.Temperature)
        {
            var logits = graph.Add("Div", "logits", Logarithms(graph, classes.Probabilities), graph.Number("temperature", model.Temperature));
            return new(graph.Add("Softmax", "probabilities", ("axis", 1), logits));
        }

        // Class 1 of two, or each of more, in columns of their own.
        var calibrations = Math.Max(model.Sigmoids.Count, model.Functions.Count);
        string[] columns = [.. Enumerable.Range(0, calibrations).Select(i => Calibrated(graph, graph.Column(classes.Probabilities, "probability", calibrations == 1 ? 1 : i), model, i))];
        if (calibrations == 1)
        {
            return new(graph.Add("Concat", "probabilities", ("axis", 1), graph.Add("Sub", "probability_of_0", graph.Number("one", 1), columns[0]), columns[0]));
        }

        var all = graph.Add("Concat", "calibrated", ("axis", 1), columns);
        var sum = graph.RowSums(all, "sum");
        var isNone = graph.Add("Equal", "is_none", sum, graph.Number("zero", 0));
        return new(graph.Add("Where", "probabilities", isNone, graph.Number("equal", 1.0 / calibrations), graph.Add("Div", "fractions", all, sum)));
    }

    private static string Calibrated(GraphBuilder graph, string probability, CalibratedClassifier model, int calibration)
    {
        var column = graph.Upright(probability, "probability");
        if (model.Method == CalibrationMethod.Isotonic)
        {
            return Isotonic(graph, column, model.Functions[calibration]);
        }

        var line = model.Sigmoids[calibration];
        var others = Logarithms(graph, graph.Add("Sub", "others", graph.Number("one", 1), column));
        var logOdds = graph.Add("Sub", "log_odds", Logarithms(graph, column), others);
        var logit = graph.Add("Add", "logit", graph.Add("Mul", "sloped", logOdds, graph.Number("slope", line.Slope)), graph.Number("intercept", line.Intercept));
        return graph.Add("Sigmoid", "calibrated", logit);
    }

    /// <summary>A line from knot to knot: a tree finds the part, and tables have its line.</summary>
    private static string Isotonic(GraphBuilder graph, string column, IsotonicCalibration function)
    {
        var knots = function.Scores;
        var values = function.Values;
        var table = new TreeTable();
        table.AddSearch(knots);
        var part = graph.Cast(table.AddTo(graph, column, 1, "part"), "part", TensorProto.Types.DataType.Int64);
        var (starts, widths, lows, rises, highs) = (new double[knots.Length + 1], new double[knots.Length + 1], new double[knots.Length + 1], new double[knots.Length + 1], new double[knots.Length + 1]);
        for (var i = 0; i <= knots.Length; i++)
        {
            var (left, right) = (Math.Max(i - 1, 0), Math.Min(i, knots.Length - 1));
            var isBetween = left < right && i > 0;
            starts[i] = isBetween ? knots[left] : 0;
            widths[i] = isBetween ? knots[right] - knots[left] : 1;
            lows[i] = isBetween ? values[left] : values[i == 0 ? 0 : knots.Length - 1];
            rises[i] = isBetween ? values[right] - values[left] : 0;
            highs[i] = isBetween ? values[right] : lows[i];
        }

        string Of(double[] numbers, string stem) => graph.Add("Gather", stem, graph.Numbers(stem + "s", numbers, numbers.Length), part);
        var share = graph.Add("Div", "share", graph.Add("Sub", "beyond", column, Of(starts, "start")), Of(widths, "width"));
        var value = graph.Add("Add", "value", Of(lows, "low"), graph.Add("Mul", "risen", share, Of(rises, "rise")));
        var high = Of(highs, "high");
        return graph.Add("Where", "calibrated", graph.Add("Greater", "is_beyond", value, high), high, value);
    }

    private static string Logarithms(GraphBuilder graph, string probabilities) =>
        graph.Add("Log", "logarithms", graph.Add("Max", "bounded", probabilities, graph.Number("least", LeastProbability)));
}
