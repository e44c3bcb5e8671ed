using Counterweight.Cli.Comparison;
using Counterweight.Training;

namespace Counterweight.Cli.Output;

/// <summary>Writes what class weights did to each model: ranked rows otherwise, or moved the threshold alone, or nothing; and what to try.</summary>
internal static class EffectOutput
{
    /// <summary>A gain in balanced accuracy that is none.</summary>
    private const double SmallGain = 0.005;

    /// <summary>A balanced accuracy that leaves nothing to gain.</summary>
    private const double AllButPerfect = 0.98;

    public static void Write(Session session, ComparisonReport report)
    {
        ModelResult[] results = [.. report.Results.Where(result => result.Effect is not null && !double.IsNaN(result.Auc.Mean))];
        if (results.Length == 0)
        {
            WriteAbsence(session, report);
            return;
        }

        var table = new TextTable();
        table.AddColumn(isRight: false, "what weights did");
        table.AddColumn(isRight: true, "AUC");
        table.AddColumn(isRight: true, "difference", "to unweighted");
        table.AddColumn(isRight: true, "answers", "changed");
        table.AddColumn(isRight: true, "effect");
        foreach (var result in results)
        {
            var effect = result.Effect!;
            table.AddRow(
                TableOutput.Name(result),
                TableOutput.Number(result.Auc.Mean, "0.000"),
                TableOutput.Number(effect.AucDifference, "+0.000;-0.000;0.000") + (double.IsNaN(effect.AucMargin) ? "" : TableOutput.Number(effect.AucMargin, " ±0.000")),
                TableOutput.Number(100 * effect.ChangedAnswers, "0.0") + " %",
                effect.Verdict);
        }

        TableOutput.Write(session, table);
        foreach (var sentence in Sentences(report, results))
        {
            foreach (var line in Shown.Wrap(sentence, HeaderOutput.Width(session), "  "))
            {
                session.Output.WriteLine(line);
            }
        }
    }

    // Weights of several kinds, and nothing to set them beside.
    private static void WriteAbsence(Session session, ComparisonReport report)
    {
        if (report.Results.Any(result => !result.Model.IsRemedy && result.Model.Settings.Weighting != ClassWeighting.None) && report.Results.All(result => result.Effect is null))
        {
            session.Output.WriteLine();
            session.Output.WriteLine("what weights did is told where --weights none is compared too");
        }
    }

    private static IEnumerable<string> Sentences(ComparisonReport report, ModelResult[] results)
    {
        if (Array.Exists(results, result => result.Effect!.IsThresholdOnly))
        {
            yield return report.Source.Data.ClassCount == 2
                ? "threshold only: no difference in how rows are ranked can be measured, but other rows are taken for the rare class. A threshold on the probabilities of the unweighted model does the same."
                : "threshold only: no difference in how rows are ranked can be measured, but rows are answered otherwise. Other thresholds on the probabilities of the unweighted model, or costs, do the same.";
        }

        if (!Array.TrueForAll(results, result => result.Effect!.IsThresholdOnly))
        {
            yield return "ranks better, ranks worse: the difference of the AUC is greater than its margin. nothing: neither the ranking nor the answers differ measurably.";
        }

        string[] grown = [.. results.Where(result => result.Model.Settings.IsFullyGrown && GainsNothing(report, result)).Select(result => result.Model.Name).Distinct(StringComparer.Ordinal)];
        if (grown.Length > 0)
        {
            yield return $"{string.Join(" and ", grown)}: weights gain nothing, since the trees are fully grown: a leaf holds rows of one class, and no weight changes which. Try --depth 8 or --leaves 31, boosting, or --calibration, which has balanced draws.";
        }
    }

    private static bool GainsNothing(ComparisonReport report, ModelResult result)
    {
        var unweighted = report.Results.First(other => other.Model.IsWithoutWeightsOf(result.Model)).BalancedAccuracy.Mean;
        return unweighted < AllButPerfect && result.BalancedAccuracy.Mean - unweighted < SmallGain;
    }
}
