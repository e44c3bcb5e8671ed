namespace Counterweight.Mutation.Faults.Training;

/// <summary>Folds by groups, repeated folds, and tuning.</summary>
internal static class TuningFaults
{
    private const string Project = "Counterweight.Training.Tests:";
    private const string Folds = Project + " *.GroupedFoldsTests *.CrossValidationTests";
    private const string Extremes = Project + " *.TuneExtremesTests";
    private const string Parts = Project + " *.PartFailureTests";
    private const string Times = Project + " *.TimeFoldsTests";
    private const string Tunes = Project + " *.TuneTests *.TuneChoiceTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("groups go to the fold that has most of their classes", "FoldGroups.cs", "MinBy(fold => (Crowding", "MaxBy(fold => (Crowding", Folds),
        new("groups are dealt out whatever their size", "FoldGroups.cs", "shuffled.OrderByDescending(group => sizes[group])", "shuffled", Folds),
        new("groups of a size are not shuffled", "FoldGroups.cs", "RandomOrder.Shuffle(SeedStreams.Of(seed, DrawPurpose.GroupFolds), 0, shuffled);", "", Folds),
        new("rows of a group are dealt out one by one", "FoldGroups.cs", "groupOfRow.Select(group => foldOfGroup[group])", "groupOfRow.Select((group, row) => foldOfGroup[(group + row) % sizes.Count])", Folds),
        new("groups of options are not asked", "CrossValidation.cs", "options.Groups.IsEmpty ? Folds(", "true ? Folds(", Folds),
        new("repeats have the same folds", "CrossValidation.cs", "unchecked(options.Seed + (ulong)repeat)", "options.Seed", Folds),
        new("a repeat overwrites the one before", "CrossValidation.cs", "((repeat * data.RowCount) + held[i])", "held[i]", Folds),
        new("a choice is made with the rows it is judged on", "Tuner.cs", "choices[part] = Choose(rest, part)", "choices[part] = Choose([.. Enumerable.Range(0, data.RowCount)], part)", Tunes),
        new("what was chosen is fitted to the rows it is judged on", "Tuner.cs", "Costs(Fit(rest, choice.Weighting", "Costs(Fit(held, choice.Weighting", Tunes),
        new("the last choice is taken", "Tuner.cs", "best is null || cost < best.Cost", "true", Tunes),
        new("the balanced model is not balanced", "Tuner.cs", "Fit(rest, ClassWeighting.Balanced, null, part)", "Fit(rest, ClassWeighting.None, null, part)", Tunes),
        new("class weights lose the sample weights", "Tuner.cs", "(own.SampleWeights.IsEmpty ? 1 : own.SampleWeights[row])", "1", Tunes),
        new("mistakes of all rows weigh the same in a sweep", "Tuner.cs", "mistakes.Add(sampleWeight * (", "mistakes.Add((", Tunes),
        new("misses and alarms change places in a sweep", "Tuner.cs", "isPositive ? ownCosts.Miss(row) : ownCosts.FalseAlarm(row)", "isPositive ? ownCosts.FalseAlarm(row) : ownCosts.Miss(row)", Tunes),
        new("costs of an inner fold are those of the first rows", "Tuner.cs", "var ownCosts = costs.Of(rows);", "var ownCosts = costs;", Tunes),
        new("groups do not hold within a choice", "Tuner.cs", "options.Groups.IsEmpty ? default : rows", "true ? default : rows", Tunes),
        new("times do not hold within a choice", "Tuner.cs", "options.Times.IsEmpty ? default : rows", "true ? default : rows", Times),
        new("rows before all folds are judged", "Tuner.cs", ".Where(row => folds[0][row] >= 0)", "", Times),
        new("later rows tell of earlier ones", "CrossValidation.cs", "isByTime ? folds[row] < fold : folds[row] != fold", "folds[row] != fold", Times),
        new("spans of time are cut late", "FoldTimes.cs", "(fold + 2L)", "(fold + 3L)", Times),
        new("the last folds have no times", "FoldTimes.cs", "(isBeyond || isShort)", "isBeyond", Times),
        new("answers of least expected cost are those at a half", "Tuner.cs", "Costs(plain, part, held, (score, _) => score >= Half", "Costs(plain, part, held, (_, score) => score >= Half", Tunes),
        new("rows to resample are told as all of a fold", "TrainingParts.cs", "Among(TrainingInput.WeightedRows(own.SampleWeights, own.RowCount), ", "Among(own.RowCount, ", Parts),
        new("rows made are told as those they were made of", "TrainingParts.cs", "{made.RowCount} that the resampler", "{rows.Length} that the resampler", Parts),
        new("a refusal tells of the first repeat", "CrossValidation.cs", "{fold} of repeat {repeat}", "{fold} of repeat 0", Parts),
        new("exceptions of a caller's own lose their type", "PartFailure.cs", " when (error.GetType() == typeof(ArgumentException))", " when (error is not ArgumentOutOfRangeException)", Parts),
        new("resamplers are not tried", "Tuner.cs", "Input(classWeighted, resampler, inner.Seed)", "Input(classWeighted, null, inner.Seed)", Tunes),
        new("a score is the probability", "MistakeCosts.cs", "missed / (missed + alarmed)", "probability", Tunes),
        new("the threshold itself raises no alarm", "TunedClassifier.cs", "scores[row] >= Choice.Threshold", "scores[row] > Choice.Threshold", Tunes),
        new("alarms are about class 1", "TunedClassifier.cs", "? positiveClass : 1 - positiveClass", "? 1 : 0", Tunes),
        new("the error of a mean is that of a row", "CostEstimate.cs", "own / weight * (costs[row] - mean)", "costs[row] - mean", Tunes),
        new("errors of great costs overflow", "CostEstimate.cs", "? Math.ILogB(greatest) : 0", "? 0 : 0", Extremes),
        new("weights times costs overflow", "Tuner.cs", "own.SampleWeights[row] * unit;", "own.SampleWeights[row];", Extremes),
        new("strengths beyond all bounds are infinite", "BalancedPowers.cs", "> GreatestFactor ? strongest", "> double.PositiveInfinity ? strongest", Extremes),
        new("rows without weight are in folds", "Tune.cs", "if (!weights.Contains(0.0))", "if (weights.Length >= 0)", Extremes),
        new("inner folds are asked for when the fits have begun", "Tuner.cs", "        CheckInnerFolds(folds);\n", "", Extremes),
        new("repeats are cut into folds before they are counted", "CrossValidation.cs", "(long)options.RepeatCount * options.FoldCount < Array.MaxLength", "options.RepeatCount > 0", Extremes),
        new("a row that there is not has a cost", "MistakeCosts.cs", "            Require.Index(row, Count, nameof(row));", "            Require.AtLeast(row, 0, nameof(row));", Extremes),
        new("groups do not show in the error of a mean", "CostEstimate.cs", "groups.IsEmpty ? row : groups[row]", "row", Tunes),
    ];
}
