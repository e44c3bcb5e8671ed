using System.Globalization;
using System.Text.Json;
using Counterweight.Cli.Fitting;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Cli.Tuning;
using Counterweight.Training.Tuning;

namespace Counterweight.Cli.Output;

/// <summary>Writes what tuning chose, and what such choices cost on rows held out of them.</summary>
internal static class TuningOutput
{
    /// <summary>Writes it for people.</summary>
    public static void Write(Session session, TuningResult result, OutputFile? target)
    {
        HeaderOutput.Write(session, result.Source.Source, Describe(result), result.Source.Columns, result.Source.Notes);
        var table = new TextTable();
        table.AddColumn(isRight: false, "mean cost of a row held out");
        table.AddColumn(isRight: true, "cost");
        table.AddColumn(isRight: true, "95 % interval");
        foreach (var (name, cost) in Costs(result))
        {
            table.AddRow(name, Cost(cost.Mean), $"{Cost(cost.Lower)} … {Cost(cost.Upper)}");
        }

        TableOutput.Write(session, table);
        session.Output.WriteLine();
        string[] written = target is { IsStandard: false } ? [$"written to {InputFile.Name(target.Path)}"] : [];
        foreach (var line in Sentences(result).Concat(written).SelectMany(sentence => Shown.Wrap(Shown.Visible(sentence), HeaderOutput.Width(session), "  ")))
        {
            session.Output.WriteLine(line);
        }
    }

    /// <summary>Writes it for programs.</summary>
    public static void WriteJson(TextWriter output, TuningResult result) => JsonOutput.Write(output, json =>
    {
        var (request, data) = (result.Request, result.Source.Data);
        json.WriteString("data", result.Source.Source);
        json.WriteString("label", result.Source.LabelColumn);
        json.WriteNumber("rows", data.RowCount);
        json.WriteNumber("features", data.FeatureCount);
        json.WriteString("positive", result.Positive);
        json.WriteNumber("positiveRows", data.CountClasses()[request.Positive]);
        json.WriteString("model", ModelFamilies.Name(request.Model.Family));
        json.WriteNumber("folds", request.Folds);
        json.WriteNumber("repeats", request.Repeats);
        json.WriteNumber("seed", request.Model.Seed);
        JsonOutput.WriteTexts(json, "notes", result.Source.Notes);
        json.WriteStartObject("costs");
        foreach (var (name, cost) in Costs(result))
        {
            json.WriteStartObject(name);
            JsonOutput.WriteNumber(json, "mean", cost.Mean);
            JsonOutput.WriteNumber(json, "lower", cost.Lower);
            JsonOutput.WriteNumber(json, "upper", cost.Upper);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("choice");
        WriteChoice(json, result, result.Tuned.Choice, result.ScoreThreshold, result.ProbabilityThreshold);
        json.WriteEndObject();
        json.WriteStartArray("choicesOfFolds");
        foreach (var choice in result.Tuned.Report.Choices)
        {
            json.WriteStartObject();
            WriteChoice(json, result, choice, choice.Threshold, result.ThresholdOf(choice));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteChoice(Utf8JsonWriter json, TuningResult result, TuningChoice choice, double score, double probability)
    {
        json.WriteNumber("weightExponent", choice.WeightExponent);
        json.WriteString("resampling", result.ResamplingOf(choice));
        JsonOutput.WriteNumber(json, "scoreThreshold", score);
        JsonOutput.WriteNumber(json, "probabilityThreshold", probability);
        json.WriteNumber("costWhereChosen", choice.Cost);
    }

    private static (string Name, CostEstimate Cost)[] Costs(TuningResult result)
    {
        var report = result.Tuned.Report;
        return
        [
            ("unweighted, at 0.5", report.Unweighted),
            ("balanced, at 0.5", report.Balanced),
            ("tuned", report.Tuned),
            ("tuned less unweighted", report.TunedLessUnweighted),
            ("tuned less balanced", report.TunedLessBalanced),
        ];
    }

    private static string Describe(TuningResult result)
    {
        var (request, data) = (result.Request, result.Source.Data);
        var repeats = request.Repeats == 1 ? "" : FormattableString.Invariant($", {request.Repeats} times");
        return FormattableString.Invariant($"{Shown.Count(data.RowCount, "row")}, {Shown.Count(data.FeatureCount, "feature")}, alarms about '{FilePlace.OneLine(result.Positive)}' of '{FilePlace.OneLine(result.Source.LabelColumn)}' ({Shown.Count(data.CountClasses()[request.Positive], "row")}); {ModelFamilies.Name(request.Model.Family)}, {request.Folds} folds in {request.Folds} folds{repeats}, seed {request.Model.Seed}; {DescribeCosts(result)}");
    }

    private static string DescribeCosts(TuningResult result)
    {
        var costs = result.Request.Costs;
        return costs.Count > 1
            ? "a miss costs what its row says, a false alarm " + Cost(costs.FalseAlarm(0))
            : $"a miss costs {Cost(costs.Miss(0))}, a false alarm {Cost(costs.FalseAlarm(0))}";
    }

    private static IEnumerable<string> Sentences(TuningResult result)
    {
        var choice = result.Tuned.Choice;
        yield return $"chosen on all rows: {result.Describe(choice)}, {Threshold(result)}.";
        var choices = result.Tuned.Report.Choices.GroupBy(result.Describe, StringComparer.Ordinal).OrderByDescending(group => group.Count()).Select(group => FormattableString.Invariant($"{group.Key} ({group.Count()})"));
        yield return $"chosen outside the folds: {string.Join(", ", choices)}.";
        var report = result.Tuned.Report;
        var least = new[] { report.TunedLessUnweighted, report.TunedLessBalanced };
        if (least.All(difference => difference.Upper < 0))
        {
            yield return "Tuning pays: both differences are below 0 over their whole intervals.";
        }
        else if (least.Any(difference => difference.Mean >= 0))
        {
            yield return "Tuning does not pay here: without it rows held out cost no more. More rows, or --repeats, would tell better.";
        }
        else
        {
            yield return "Tuning costs less on these rows, but an interval reaches 0: it may not on others. More rows, or --repeats, would tell better.";
        }
    }

    private static string Threshold(TuningResult result)
    {
        var (score, least) = (result.ScoreThreshold, result.ProbabilityThreshold);
        return score > 1 || least > 1 ? "never an alarm"
            : least == 0 ? "always an alarm"
            : result.Request.Costs.Count > 1 ? FormattableString.Invariant($"an alarm where the probability of '{FilePlace.OneLine(result.Positive)}' times what missing it costs is at least {Cost(score)} of the expected cost of both mistakes (0.5 would be the answer of least expected cost)")
            : FormattableString.Invariant($"an alarm where the probability of '{FilePlace.OneLine(result.Positive)}' is at least {Cost(least)}");
    }

    private static string Cost(double value) => value.ToString(Math.Abs(value) >= 10000 ? "N0" : "G4", CultureInfo.InvariantCulture);
}
