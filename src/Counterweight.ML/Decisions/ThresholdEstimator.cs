using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Transforms;

namespace Counterweight.ML.Decisions;

/// <summary>Answers by a threshold. Fitted, it is an Expression of ML.NET's own.</summary>
internal sealed class ThresholdEstimator(ThresholdChoice choice, ScoreColumns columns) : ScoreEstimator(columns)
{
    private readonly MLContext context = new();

    private protected override IEstimator<ITransformer> Steps(LabelledScores rows) => Expression(choice.Choose(rows.Scores, rows.Labels, rows.Weights));

    private protected override SchemaShape Shape(SchemaShape inputSchema) => Expression(0).GetOutputSchema(inputSchema);

    /// <summary>Thresholds are compared in double: a Single is not rounded, nor is the threshold.</summary>
    private ExpressionEstimator Expression(double threshold)
    {
        // Where no row is alerted on the threshold is +∞, or NaN beyond scores of +∞.
        var condition = double.IsNaN(threshold) || double.IsPositiveInfinity(threshold) ? "p > p"
            : double.IsNegativeInfinity(threshold) ? "p == p"
            : string.Create(CultureInfo.InvariantCulture, $"double(p) >= {Literal(threshold)}");
        return context.Transforms.Expression(Columns.Output, "(p) : " + condition, Columns.Score);
    }

    /// <summary>A number as Expression reads it: a sign is an operator, and d makes it a Double.</summary>
    private static string Literal(double number) => (number < 0 ? "-" : "") + Math.Abs(number).ToString("E16", CultureInfo.InvariantCulture) + "d";
}
