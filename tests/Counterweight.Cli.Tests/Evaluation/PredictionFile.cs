using System.Globalization;
using System.Text;
using Counterweight.Cli.Evaluation;
using Xunit;

namespace Counterweight.Cli.Tests.Evaluation;

/// <summary>Files of predictions, written as <c>predict</c> writes them.</summary>
internal static class PredictionFile
{
    private static readonly double[] FraudRates = [0.97, 0.03];

    /// <summary>A file as text.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="rows">Label and probabilities of each row; the decision is the greatest.</param>
    /// <param name="others">Further columns: a name, and a cell of each row.</param>
    public static string Text(string[] classes, IReadOnlyList<(string Label, double[] Probabilities)> rows, params (string Name, string[] Cells)[] others)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', [.. others.Select(other => Cell(other.Name)), "y", .. classes.Select(name => Cell($"probability_{name}")), "predicted"]).Append('\n');
        foreach (var (row, (label, probabilities)) in rows.Index())
        {
            text.AppendJoin(',', [
                .. others.Select(other => Cell(other.Cells[row])),
                Cell(label),
                .. probabilities.Select(probability => probability.ToString("R", CultureInfo.InvariantCulture)),
                Cell(classes[Array.IndexOf(probabilities, probabilities.Max())]),
            ]).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Rows of a model that knows something, the first classes the most frequent.</summary>
    public static (string Label, double[] Probabilities)[] Rows(string[] classes, int count, int seed, double knowledge = 2, double[]? rates = null)
    {
        var random = new Random(seed);
        rates ??= classes.Length == 2 ? FraudRates : [.. classes.Select((_, label) => 1.0 / (label + 1))];
        var sum = rates.Sum();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var place = random.NextDouble() * sum;
            var label = 0;
            for (; label + 1 < rates.Length && place >= rates[label]; label++)
            {
                place -= rates[label];
            }

            double[] odds = [.. rates.Select((rate, other) => rate * Math.Exp((other == label ? knowledge : 0) + (random.NextDouble() * 3)))];
            return (classes[label], odds.Select(odd => odd / odds.Sum()).ToArray());
        })];
    }

    /// <summary>Reads a text.</summary>
    public static Predictions Read(string text, Func<PredictionRequest, PredictionRequest>? change = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var request = new PredictionRequest("p.csv", "y");
        return PredictionReader.Read(stream, "p.csv", change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    /// <summary>Evaluates them, with few replicates.</summary>
    public static EvaluationReport Evaluate(Predictions predictions, Counterweight.Decisions.CostMatrix? costs = null) =>
        new Evaluator(predictions, new EvaluationOptions { Costs = costs, Replicates = 200 }, TestContext.Current.CancellationToken).Run();

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
