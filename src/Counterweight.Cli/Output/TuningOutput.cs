using System.Text.Json;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Evaluation;
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
        foreach (var cost in Costs(result))
        {
            table.AddRow(cost.Title, Cost(cost.Value), $"{Cost(cost.Interval!.Value.Low)} … {Cost(cost.Interval.Value.High)}");
        }

        table.WrapFirst(HeaderOutput.Width(session));
        TableOutput.Write(session, table);
        session.Output.WriteLine();
        string[] written = target is { IsStandard: false } ? [$"written to {InputFile.Name(target.Path)}"] : [];
        foreach (var line in Sentences(result).Concat(written).SelectMany(sentence => Shown.Wrap(Shown.Visible(sentence), HeaderOutput.Width(session), "  ")))
        {
            session.Output.WriteLine(line);
        }
    }

    /// <summary>Writes it for programs.</summary>
    public static void WriteJson(TextWriter output, TuningResult result, OutputFile? target) => JsonOutput.Write(output, json =>
    {
        var (request, data, facts) = (result.Request, result.Source, result.Facts());
        TrainingOutput.WriteData(json, data, facts);
        json.WriteNumber("positiveRows", data.Data.CountClasses()[request.Positive]);
        WriteCosts(json, result);
        json.WriteNumber("folds", request.Folds);
        json.WriteNumber("repeats", request.Repeats);
        json.WriteString("split", Split(result) ?? "stratified");
        json.WriteStartObject("heldOutCosts");
        foreach (var cost in Costs(result))
        {
            JsonOutput.WriteMeasure(json, cost);
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
        json.WriteString("output", target?.Path);
    });

    // A row a class that is right; where each row says what missing it costs, by whose column.
    private static void WriteCosts(Utf8JsonWriter json, TuningResult result)
    {
        var (costs, positive) = (result.Request.Costs, result.Request.Positive);
        var (alarm, miss) = (costs.FalseAlarm(0), costs.Miss(0));
        json.WriteString("positive", result.Positive);
        if (result.Source.Beside.TryGetValue(CostArguments.Column, out var column))
        {
            json.WriteNumber("falseAlarmCost", alarm);
            json.WriteString("costColumn", column.Name);
        }
        else
        {
            JsonOutput.WriteCosts(json, "costs", positive == 1 ? [[0, alarm], [miss, 0]] : [[0, miss], [alarm, 0]]);
        }
    }

    private static void WriteChoice(Utf8JsonWriter json, TuningResult result, TuningChoice choice, double score, double probability)
    {
        json.WriteString("weights", result.WeightsOf(choice));
        json.WriteString("resample", result.ResamplingOf(choice));
        JsonOutput.WriteNumber(json, "scoreThreshold", score);
        JsonOutput.WriteNumber(json, "probabilityThreshold", probability);
        json.WriteNumber("costWhereChosen", choice.Cost);
    }

    private static Measure[] Costs(TuningResult result)
    {
        var report = result.Tuned.Report;
        return
        [
            OfAnswers("unweighted", "unweighted, at 0.5", report.Unweighted),
            OfAnswers("balanced", "balanced, at 0.5", report.Balanced),
            OfAnswers("unweightedLeastCost", "unweighted, at least expected cost", report.UnweightedLeastCost),
            OfAnswers("tuned", "tuned", report.Tuned),
            Of("tunedLessUnweighted", "tuned less unweighted", report.TunedLessUnweighted),
            Of("tunedLessBalanced", "tuned less balanced", report.TunedLessBalanced),
            Of("tunedLessUnweightedLeastCost", "tuned less unweighted at least expected cost", report.TunedLessUnweightedLeastCost),
        ];

        // No answer costs less than 0; a difference may.
        static Measure OfAnswers(string key, string title, CostEstimate cost) => Of(key, title, cost).Within(0);

        static Measure Of(string key, string title, CostEstimate cost) => new(key, title, cost.Mean, new(cost.Lower, cost.Upper), "normal");
    }

    // How folds are cut, where it is not row by row.
    private static string? Split(TuningResult result) =>
        result.Source.Beside.TryGetValue(SplitArguments.Time, out var time) ? $"later rows by '{FilePlace.OneLine(time.Name)}'"
        : result.Source.Beside.TryGetValue(SplitArguments.Group, out var group) ? $"whole groups of '{FilePlace.OneLine(group.Name)}'"
        : null;

    private static string Describe(TuningResult result)
    {
        var (request, data) = (result.Request, result.Source.Data);
        var repeats = request.Repeats == 1 ? "" : FormattableString.Invariant($", {request.Repeats} times");
        return FormattableString.Invariant($"{Shown.Count(data.RowCount, "row")}, {Shown.Count(data.FeatureCount, "feature")}, alarms about '{FilePlace.OneLine(result.Positive)}' of '{FilePlace.OneLine(result.Source.LabelColumn)}' ({Shown.Count(data.CountClasses()[request.Positive], "row")}); {ModelFamilies.Name(request.Model.Family)}, {request.Folds} folds in {request.Folds} folds{(Split(result) is { } split ? $" of {split}" : "")}{repeats}, seed {request.Model.Seed}; {DescribeCosts(result)}");
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
            yield return "Tuning pays beside answers at 0.5: both differences are below 0 over their whole intervals.";
        }
        else if (least.Any(difference => difference.Mean >= 0))
        {
            yield return "Tuning does not pay here: at 0.5 rows held out cost no more. More rows, or --repeats, would tell better.";
        }
        else
        {
            yield return "Tuning costs less on these rows than answers at 0.5, but an interval reaches 0: it may not on others. More rows, or --repeats, would tell better.";
        }

        var decided = report.TunedLessUnweightedLeastCost;
        yield return decided.Upper < 0 ? "It pays beside an unweighted model that decides at least expected cost too: that difference is below 0 over its whole interval."
            : decided.Lower > 0 ? "An unweighted model that decides at least expected cost costs less still: train with the same costs makes it."
            : "Beside an unweighted model that decides at least expected cost no difference can be told: train with the same costs makes that one, without tuning.";
    }

    private static string Threshold(TuningResult result)
    {
        var (score, least) = (result.ScoreThreshold, result.ProbabilityThreshold);
        return score > 1 || least > 1 ? "never an alarm"
            : least == 0 ? "always an alarm"
            : result.Request.Costs.Count > 1 ? FormattableString.Invariant($"an alarm where the probability of '{FilePlace.OneLine(result.Positive)}' times what missing it costs is at least {Cost(score)} of the expected cost of both mistakes (0.5 would be the answer of least expected cost)")
            : FormattableString.Invariant($"an alarm where the probability of '{FilePlace.OneLine(result.Positive)}' is at least {Cost(least)}");
    }

    private static string Cost(double value) => NumberText.Of(value, NumberText.FormatOf(value));
}
