namespace Counterweight.Mutation.Faults.Training;

/// <summary>Ensembles of drawn rows: draws by class, RUSBoost, bags, EasyEnsemble.</summary>
internal static class EnsembleFaults
{
    private const string Project = "Counterweight.Training.Tests:";
    private const string Draws = Project + " *.PartDrawsTests";
    private const string Formulas = Project + " *.EnsembleFormulaTests";
    private const string Fits = Project + " *.ResampledFitTests";
    private const string Leaks = Project + " *.ResamplerLeakTests";
    private const string Samplers = Project + " *.ResamplerTests";
    private const string Saving = Project + " *.EnsembleSavingTests";

    private const string Corrections = Project + " *.PriorCorrectedSavingTests *.ForgedFileTests *.ModelFormatTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("a correction is saved without its ratios", "PriorCorrectedClassifier.cs", "writer.Doubles(logRatios);", "writer.Doubles(new double[logRatios.Length]);", Corrections),
        new("a correction is saved in the first version of the format", "PriorCorrectedClassifier.cs", "ModelParts.FormatVersion([Classifier])", "ModelFile.FirstVersion", Corrections),
        new("a correction takes any names", "PriorCorrectedClassifier.cs", "=> ModelParts.CheckSchema([Classifier], schema)", "=> _ = schema", Corrections),
        new("a correction of other classes is loaded", "PriorCorrectedClassifier.cs", "ratios.Length == classifier.ClassCount", "ratios.Length > 0", Corrections),
        new("ratios that are no numbers are loaded", "PriorCorrectedClassifier.cs", "ratio => ratio < double.PositiveInfinity", "ratio => !(ratio > double.MaxValue)", Corrections),
        new("infinite ratios are loaded", "PriorCorrectedClassifier.cs", "ratio => ratio < double.PositiveInfinity", "ratio => ratio <= double.PositiveInfinity", Corrections),
        new("a correction without probability is loaded", "PriorCorrectedClassifier.cs", " && Array.Exists(ratios, double.IsFinite)", "", Corrections),
        new("corrections cannot be read", "ModelKinds.cs", "[KindOf<PriorCorrectedClassifier>()] = PriorCorrectedClassifier.Read,", "", Corrections),
        new("draws without replacement repeat rows", "PartDraws.cs", "== ClassSampling.None || sampling.WithReplacement", "== ClassSampling.None || true", Draws),
        new("draws without replacement shift to the first rows", "PartDraws.cs", "(ulong)last + 1", "(ulong)Math.Max(1, last)", Draws),
        new("a repeated draw without replacement is lost", "PartDraws.cs", "times[row] == 0 ? row : rows[last]", "row", Draws),
        new("draws start from the first rows", "PartDraws.cs", "var last = rows.Length - count;", "var last = 0;", Draws),
        new("draws with replacement leave the last row out", "PartDraws.cs", "(uint)rows.Length, drawn", "(uint)Math.Max(1, rows.Length - 1), drawn", Draws),
        new("a draw adds to the one before", "PartDraws.cs", "        times.Clear();\n        var stream", "        var stream", Draws),
        new("a class without rows is the rarest", "PartDraws.cs", "Array.FindAll(rows, group => group.Length > 0)", "rows", Draws),
        new("the most common class sets the draws", "PartDraws.cs", "groups.Min(rows => rows.Length)", "groups.Max(rows => rows.Length)", Draws),
        new("a ratio is turned over", "ClassSampling.cs", "fewest / ratio", "fewest * ratio", Draws),
        new("a class is drawn more often than it has rows", "ClassSampling.cs", "(int)Math.Min(rowCount, Math.Floor(fewest / ratio))", "(int)Math.Min(1000, Math.Floor(fewest / ratio))", Draws),
        new("a ratio of 0 is taken", "ClassSampling.cs", "ratio is > 0 and <= 1", "ratio is >= 0 and <= 1", Draws),
        new("a balanced forest is a bootstrap", "ForestGrower.cs", "options.ClassSampling, options.Seed", "ClassSampling.None, options.Seed", Formulas),
        new("a balanced forest needs a bootstrap", "ForestOptions.cs", "Bootstrap || ClassSampling != ClassSampling.None", "Bootstrap", Formulas),
        new("a balanced forest draws no bootstrap of its rows", "ForestGrower.cs", "options.Seed, options.Bootstrap)", "options.Seed)", Formulas),
        new("a bootstrap of drawn rows adds to them", "PartDraws.cs", "            times.Clear();\n            DrawWith", "            DrawWith", Draws),
        new("RUSBoost draws once for all rounds", "AdaBoostRun.cs", "Draw(round, times)", "Draw(0, times)", Formulas),
        new("RUSBoost counts a repeated row once", "AdaBoostRun.cs", "times[row] * weights.Current[row]", "Math.Min(1, times[row]) * weights.Current[row]", Formulas),
        new("RUSBoost loses the weights of rows", "AdaBoostRun.cs", "times[row] * weights.Current[row]", "times[row] * (weights.Current[row] > 0 ? 1 : 0)", Formulas),
        new("RUSBoost draws rows without weight", "AdaBoostRun.cs", "TrainingInput.CountingRows(weights.Current, Data.RowCount)", "Enumerable.Range(0, Data.RowCount).ToArray()", Formulas),
        new("RUSBoost ends with a tree that guesses", "AdaBoostRun.cs", "isUseless && DrawsRows && (", "isUseless && !DrawsRows && (", Formulas),
        new("RUSBoost ends without a tree", "AdaBoostRun.cs", "(trees.Count > 0 || round + 1 < options.Rounds)", "true", Formulas),
        new("a tree grown once more votes by rounding", "AdaBoostRun.cs", " - Rounding ||", " ||", "Counterweight.Training.Tests: *.AdaBoostTests *.TrainerLawTests") { Explanation = "The error of every stump that was tried with tied leaves came out at a half exactly." },
        new("bags hold each row once", "Bags.cs", "next += times[row];", "next += Math.Min(1, times[row]);", Formulas),
        new("bags lose the weights of the input", "TrainingParts.cs", "input.SampleWeights.IsEmpty ? data : data", "true ? data : data", Formulas),
        new("all bags are the first", "Bags.cs", "draws.Draw(bag, times)", "draws.Draw(0, times)", Formulas),
        new("bags have no validation rows", "TrainingParts.cs", "Validation = validation, ", "", Formulas),
        new("bags tell of their own progress", "TrainingParts.cs", "new FitInput { Validation", "new FitInput { Progress = monitor.Progress, Validation", Formulas),
        new("probabilities of bags are sums", "BaggingClassifier.cs", "sum /= models.Length", "sum /= 1", Formulas),
        new("bags cannot be cancelled", "TrainingParts.cs", "Cancellation = monitor.Cancellation, ", "", Formulas),
        new("bags of other classes are loaded", "BaggingClassifier.cs", " && bag.ClassCount == bags[0].ClassCount", "", Saving),
        new("a model without bags is loaded", "BaggingClassifier.cs", "bags.Length > 0", "bags.Length >= 0", Saving),
        new("bags are saved in the first version of the format", "BaggingClassifier.cs", "ModelParts.FormatVersion(models)", "ModelFile.FirstVersion", Saving),
        new("bags take any names", "BaggingClassifier.cs", "=> ModelParts.CheckSchema(models, schema)", "=> _ = schema", Saving),
        new("models inside each other have no end", "ModelParts.cs", "++reader.Depth <= DeepestPart", "++reader.Depth > 0", Saving),
        new("models side by side count as inside each other", "ModelParts.cs", "        writer.Depth--;\n", "", Project + " *.TrainerDataTests *.TrainerLawTests *.ModelFileTests *.EnsembleSavingTests"),
        new("parts that were read count as inside each other", "ModelParts.cs", "        reader.Depth--;\n", "", Project + " *.ModelFileTests *.EnsembleSavingTests"),
        new("bags of an EasyEnsemble draw the same features", "EasyEnsembleClassifier.cs", "((ulong)bag * (ulong)boosting.Rounds)", "0", Formulas),
        new("an EasyEnsemble votes by its first bag", "AdaBoostClassifier.cs", "models.SelectMany(model => model.votes)", "models.SelectMany(_ => models[0].votes)", Formulas),
        new("an EasyEnsemble with a bag of no trees is loaded", "EasyEnsembleClassifier.cs", "count => count > 0)", "count => count >= 0)", Saving),
        new("a forest grows on the first rows in place of those drawn", "GrowthData.cs", "all.bins.AsSpan(rows[i] * FeatureCount", "all.bins.AsSpan(i * FeatureCount", Formulas),
        new("rows drawn for a copy have the labels of others", "GrowthData.cs", "labels[i] = all.labels[rows[i]]", "labels[i] = all.labels[i]", Formulas),
        new("copies of drawn rows forget how often", "ForestGrower.cs", "times[i] = counts[drawn[i]]", "times[i] = 1", Formulas),
        new("copies of drawn rows have the weights of others", "ForestGrower.cs", "weights[i] = sampleWeights[drawn[i]]", "weights[i] = sampleWeights[i]", Formulas),
        new("rows without weight are resampled", "TrainingInput.cs", "rows.SampleWeights.Contains(0.0) ?", "false ?", Fits),
        new("a resampler loses the weights of the input", "TrainingInput.cs", "var rows = input.SampleWeights.IsEmpty ? data", "var rows = true ? data", Fits),
        new("a resampler stays in the input", "TrainingInput.cs", "        input = input with { Resampler = null };\n        var weights", "        var weights", Fits),
        new("a class may lose all its rows", "TrainingInput.cs", "if (before[label] > 0 && after[label] == 0)", "if (before[label] < 0)", Fits),
        new("values beyond single precision are handed on", "RowPoints.cs", "if (!float.IsFinite(point) &&", "if (float.IsNaN(point) &&", Samplers),
        new("the greatest weights become infinite", "OverResampler.cs", "Math.Min(Math.ScaleB(weight, exponent), double.MaxValue)", "Math.ScaleB(weight, exponent)", Samplers),
        new("votes may sum to infinity", "AdaBoostClassifier.cs", " && double.IsFinite(readVotes.Sum())", " && Array.TrueForAll(readVotes, double.IsFinite)", Saving),
        new("a resampler's seed is 0", "TrainingInput.cs", "Resample(rows, input.ResamplingSeed,", "Resample(rows, 0,", Fits),
        new("bins take a resampler", "TrainingInput.cs", "if (input.Resampler is not null)", "if (input.Resampler is not null && data is null)", Fits),
        new("out of bag takes a resampler", "ForestGrower.cs", "options.OutOfBag && input.Resampler is not null", "false", Fits),
        new("folds are resampled by one seed", "TrainingParts.cs", "unchecked(seed + (ulong)part)", "seed", Fits),
        new("a fold is judged by rows resampled before", "CrossValidation.cs", ": folds[row] != fold));", ": folds[row] != fold || row % 9 == 0));", Leaks),
        new("bags are not resampled", "TrainingParts.cs", "Resampler = resampler, ", "", Leaks),
        new("boosting resamples no rows", "GradientBoostingClassifier.cs", "        data = TrainingInput.Resampled(data, ref input);\n        return Fit(", "        return Fit(", Fits),
        new("softmax boosting resamples no rows", "GradientBoostingClassifier.cs", "        data = TrainingInput.Resampled(data, ref input);\n        return FitSoftmax(", "        return FitSoftmax(", Fits),
        new("rows are turned wrongly", "RowPoints.cs", "points[(row * data.FeatureCount) + feature]", "points[(row * data.FeatureCount) + (data.FeatureCount - 1 - feature)]", Samplers),
        new("later rows are not turned", "RowPoints.cs", "Math.Min(data.RowCount, first + RowsAtOnce)", "Math.Min(Math.Min(data.RowCount, RowsAtOnce), first + RowsAtOnce)", Samplers),
        new("new rows have weights in the kernel's unit", "OverResampler.cs", "Math.ScaleB(weight, exponent)", "Math.ScaleB(weight, 0)", Samplers),
        new("new rows ignore the strategy", "OverResampler.cs", "method.Generate(original, Strategy,", "method.Generate(original, default,", Samplers),
        new("categories are interpolated", "OverResampler.cs", "Method is not Smote smote || categories.Length == 0 ? Method", "Method is not Smote smote || true ? Method", Samplers),
        new("a later step has the seed of the first", "ResamplingSteps.cs", "unchecked(seed + (ulong)step)", "seed", Samplers),
        new("hardness is of another class", "InstanceHardnessResampler.cs", "+ data.Labels[row]]", "+ 0]", Samplers),
    ];
}
