namespace Counterweight.Mutation.Faults;

/// <summary>Predictions that the command reads, evaluates and draws, and intervals of measures of decisions.</summary>
internal static class EvaluatingFaults
{
    private const string Reading = "Counterweight.Cli.Tests: *.PredictionReaderTests";
    private const string Measures = "Counterweight.Cli.Tests: *.EvaluatorTests *.EvaluateCommandTests";
    private const string Pages = "Counterweight.Cli.Tests: *.ReportCommandTests *.ThinningTests *.TimeStepsTests";
    private const string Intervals = "Counterweight.Tests: *.ConfusionBootstrapTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("rows of other weights are one group", "EqualRows.cs", "rows[(cell, weight)] = rows.GetValueOrDefault((cell, weight)) + 1;", "rows[(cell, 1)] = rows.GetValueOrDefault((cell, 1)) + 1;", Intervals),
        new("rows of weight 0 are groups of their own", "EqualRows.cs", "if (weight > 0)", "if (weight >= 0)", Intervals),
        new("all replicates of a group are the first", "ConfusionBootstrap.cs", "groups.Sum(counts, lane, drawn);", "groups.Sum(counts, 0, drawn);", Intervals),
        new("Wilson's interval is Wald's", "MetricInterval.cs", "var center = (share + (correction / 2)) / (1 + correction);", "var center = share;", Intervals),
        new("the variance of a mean divides by n", "MetricInterval.cs", "squares * rows / (rows - 1)", "squares", Intervals),
        new("weights of a mean are not squared", "MetricInterval.cs", "own * (values[row] - mean) * (own * (values[row] - mean))", "own * (values[row] - mean) * (values[row] - mean)", Intervals),
        new("probabilities need not sum to 1", "PredictionRows.cs", "Math.Abs(sum - 1) > Rounding", "Math.Abs(sum - 1) > 1", Reading),
        new("probabilities may be above 1", "PredictionRows.cs", "if (probability is not (>= 0 and <= 1))", "if (probability is not >= 0)", Reading),
        new("numbers are classes by their text alone", "ClassTexts.cs", ": TryNumber(text, out var number) && byNumber.TryGetValue(number, out label) ? label", "", Reading),
        new("a class named as a missing value is missing", "ClassTexts.cs", "byText.TryGetValue(text, out var label) || byText.TryGetValue(text.Trim(), out label) ? label", "!Markers.ContainsExactly(cell) && (byText.TryGetValue(text, out var label) || byText.TryGetValue(text.Trim(), out label)) ? label", Reading),
        new("times are read only where they are dates", "TimeColumn.cs", "areDates ? text.Time : text.Number", "text.Time", Reading),
        new("the more frequent class is the positive one", "PredictionRows.cs", "weightOfClass[0] < weightOfClass[1] ? 0 : 1", "weightOfClass[0] < weightOfClass[1] ? 1 : 0", Reading),
        new("costs of rows are false alarms", "AnswerCosts.cs", "answer == data.Positive ? FalseAlarm : data.Misses[row]", "answer == data.Positive ? data.Misses[row] : FalseAlarm", Measures),
        new("answers of costs of rows are turned round", "RowCosts.cs", "answers[row] == 1 ? positive : 1 - positive", "answers[row] == 1 ? 1 - positive : positive", Measures),
        new("rows of weight count as one for costs", "AnswerCosts.cs", "cost += confusion[truth, answer] / confusion.Total * costs[truth, answer];", "cost += confusion[truth, answer] * costs[truth, answer];", Measures),
        new("the label may hold the decisions", "PredictionColumns.cs", "(place == Label || place == Predicted)", "place == Predicted", "Counterweight.Cli.Tests: *.PredictionColumnTests"),
        new("costs that stand for weights are costs of mistakes", "ModelPredictions.cs", "Costs: { } costs, AreCostsOfWeights: false", "Costs: { } costs", "Counterweight.Cli.Tests: *.ModelEvaluationTests"),
        new("every point is on its curve", "OperatingPoints.cs", "return least > most;", "return true;", "Counterweight.Cli.Tests: *.ReportTextTests"),
        new("the least of a column is left out", "Thinning.cs", "least = points[end].Y < points[least].Y ? end : least;", "", Pages),
        new("names are not escaped", "HtmlTable.cs", "WebUtility.HtmlEncode(Shown.Visible(text))", "Shown.Visible(text)", Pages),
        new("colours are not those of the page", "ChartSvg.cs", "return Palette.Resolve(root", "return (root", Pages),
        new("a year has a month more", "TimeSteps.cs", "(12 * date.Year) + date.Month - 1", "(12 * date.Year) + date.Month", Pages),
        new("probabilities of other files keep their order", "SameRows.cs", "+ places[place % places.Length]] =", "+ (place % places.Length)] =", Pages),
    ];
}
