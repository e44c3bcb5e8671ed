namespace Counterweight.Mutation.Faults;

/// <summary>The command: what it reads, what its models learn from and what it prints.</summary>
internal static class CommandFaults
{
    private const string Splits = "Counterweight.Cli.Tests: *.SplitTests";
    private const string Golden = "Counterweight.Cli.Tests: *.GoldenTests";
    private const string Compare = "Counterweight.Cli.Tests: *.CompareTests";
    private const string Errors = "Counterweight.Cli.Tests: *.ErrorTests";
    private const string Tables = "Counterweight.Cli.Tests: *.TableTests";
    private const string Kinds = "Counterweight.Cli.Tests: *.ColumnKindTests";
    private const string Giveaway = "Counterweight.Cli.Tests: *.LabelGiveawayTests";
    private const string Names = "Counterweight.Cli.Tests: *.NamedColumnsTests";
    private const string Builder = "Counterweight.Cli.Tests: *.DatasetBuilderTests";
    private const string Doors = "Counterweight.Cli.Tests: *.DoorTests";
    private const string Options = "Counterweight.Cli.Tests: *.CommandOptionTests";
    private const string Weights = "Counterweight.Cli.Tests: *.WeightOptionTests";
    private const string Output = "Counterweight.Cli.Tests: *.TableOutputTests";
    private const string Shown = "Counterweight.Cli.Tests: *.ShownTests";
    private const string Regression = "Counterweight.Cli.Tests: *.RegressionTests";
    private const string Process = "Counterweight.Cli.Tests: *.ProcessTests";
    private const string Results = "Counterweight.Cli.Tests: *.FixedResultsTests";
    private const string Progress = "Counterweight.Cli.Tests: *.ProgressTests";
    private const string Contradictions = "Counterweight.Cli.Tests: *.ContradictionTests";
    private const string JsonErrors = "Counterweight.Cli.Tests: *.JsonErrorTests";
    private const string ColumnLists = "Counterweight.Cli.Tests: *.ColumnListTests";
    private const string Interrupt = "Counterweight.Cli.Tests: *.InterruptTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("models learn from the test rows too", "ModelComparison.cs", "(train, test) = (source.Data.Subset(split.TrainRows)", "(train, test) = (source.Data", Splits),
        new("models learn from the test rows alone", "ModelComparison.cs", "(source.Data.Subset(split.TrainRows), source.Data.Subset(split.TestRows))", "(source.Data.Subset(split.TestRows), source.Data.Subset(split.TrainRows))", Splits),
        new("models are judged by what they learnt from", "ModelComparison.cs", "source.Data.Subset(split.TestRows));", "source.Data.Subset(split.TrainRows));", Splits),
        new("every split has the first seed", "ComparisonOptions.cs", "unchecked(FirstSeed + (ulong)split)", "FirstSeed", Splits),
        new("the first seed is always 0", "ComparisonOptions.cs", "unchecked(FirstSeed + (ulong)split)", "(ulong)split", Splits),
        new("seeds do not go round", "ComparisonOptions.cs", "unchecked(FirstSeed + (ulong)split)", "checked(FirstSeed + (ulong)split)", Compare),
        new("the test fraction is always the default", "RowSplitter.cs", "StratifiedSplit.Create(source.Data.Labels, TestFraction,", "StratifiedSplit.Create(source.Data.Labels, 0.3,", Compare),
        new("labels and predictions change places", "TestScores.cs", "confusion.AddPredictions(answers, labels)", "confusion.AddPredictions(labels, answers)", Splits),
        new("a fit is not told to end", "ModelComparison.cs", "Cancellation = cancellation, Timer", "Timer", Progress),
        new("progress begins anew with every split", "ModelComparison.cs", "(index * results.Count) + i", "i", Progress),
        new("progress is that of one split", "ModelComparison.cs", "options.Seeds * results.Count", "results.Count", Progress),
        new("progress goes by whole models", "StepProgress.cs", "(step + value.Fraction) / steps", "(double)step / steps", Progress),
        new("the weighting does not reach the forest", "ModelSettings.cs", "            Weighting = Weighting,\n            ClassSampling", "            ClassSampling", Splits),
        new("AdaBoost has stumps", "ModelSettings.cs", "AdaBoostDepth = 4", "AdaBoostDepth = 1", Splits),
        new("the two weightings change names", "WeightChoice.cs", "new(\"unweighted\", ClassWeighting.None)", "new(\"unweighted\", ClassWeighting.Balanced)", Splits),
        new("recalls of seeds are added up", "ModelResult.cs", "recalls[label] / splits", "recalls[label]", Results),
        new("recalls are those of the last seed", "ModelResult.cs", "recalls[label] += ", "recalls[label] = ", Results),
        new("macro F1 is the balanced accuracy", "ModelResult.cs", "MacroF1.Add(confusion.FBeta(ClassAverage.Macro, zeroDivision: double.NaN))", "MacroF1.Add(confusion.BalancedAccuracy)", Results),
        new("the time to fit is that of all splits", "ModelResult.cs", "seconds / splits", "seconds", Results),
        new("the time to fit is in milliseconds", "ModelResult.cs", "fit.TotalSeconds", "fit.TotalMilliseconds", Results),
        new("the kernels are not timed", "ModelComparison.cs", "Timer = result.Kernels", "Timer = null", Splits),
        new("the model shown is the first split's", "ModelResult.cs", "Last = fitted;", "Last ??= fitted;", Results),
        new("the rarest class comes first", "ComparisonReport.cs", "OrderByDescending(entry => entry.Item3)", "OrderBy(entry => entry.Item3)", Results),

        new("no seed is a number of seeds", "CompareCommand.cs", "1, int.MaxValue, isDefault: 1", "0, int.MaxValue, isDefault: 1", Errors),
        new("a number beyond its range is taken", "Numbers.cs", "value >= least && value <= most", "value >= least", Options),
        new("standard input is two files", "InputFiles.cs", "given.Length > 1", "given.Length > 3", Options),
        new("a matrix is overruled by a column", "CostChoice.cs", "if (matrix[right, answer] != 0)", "if (matrix[right, answer] < 0)", Weights),
        new("a cost of the positive class is overruled by a column", "CostChoice.cs", "if (isOfColumn && Named.Any(", "if (positive > 99 && Named.Any(", Weights),
        new("costs that a model keeps come before its threshold", "DecisionRule.cs", "{ Costs: { } matrix, Threshold: null }", "{ Costs: { } matrix }", "Counterweight.Cli.Tests: *.TuneCommandTests"),
        new("a tuned model does not keep its costs", "TuningResult.cs", "Costs = isPerRow ? null : Mistakes(", "Costs = isPerRow || costs.Count == 1 ? null : Mistakes(", "Counterweight.Cli.Tests: *.TuneCommandTests"),
        new("costs change places with the class of alarms", "TuningResult.cs", "Request.Positive == 1 ? [[0, falseAlarm]", "Request.Positive >= 0 ? [[0, falseAlarm]", "Counterweight.Cli.Tests: *.TuneCommandTests"),
        new("options of trees are taken by models without", "ModelArguments.cs", "families.All(isIdle)", "families.Count > 100 && families.All(isIdle)", "Counterweight.Cli.Tests: *.IdleOptionTests"),
        new("a size must be of all models", "ModelArguments.cs", "families.All(isIdle)", "families.Any(isIdle)", "Counterweight.Cli.Tests: *.IdleOptionTests"),
        new("weights of costs are those of a column", "WeightChoice.cs", "choice?.Column is not null ?", "choice?.Column is \"\" ?", "Counterweight.Cli.Tests: *.TuneCommandTests"),
        new("a correction of boosting is exact", "ModelFamilies.cs", "family is ModelFamily.Boosting or ModelFamily.AdaBoost", "family is ModelFamily.AdaBoost", "Counterweight.Cli.Tests: *.TrainTests"),
        new("times without a class are cut", "TuningRun.cs", "labels.Distinct().Count() == 2", "labels.Length > 0", "Counterweight.Cli.Tests: *.TuneCommandTests"),
        new("times do not reach the folds", "TuningRun.cs", "            Times = request.Times,\n", "", "Counterweight.Cli.Tests: *.TuneCommandTests"),
        new("a test fraction of nothing is taken", "SplitArguments.cs", "value is > 0 and < 1", "value is >= 0 and < 1", Errors),
        new("results are for programs unless asked", "CompareCommand.cs", "if (parsed.GetValue(shared.Json))\n        {\n            JsonOutput.Write(session.Output, report);\n        }\n        else\n        {\n            TableOutput", "if (!parsed.GetValue(shared.Json))\n        {\n            JsonOutput.Write(session.Output, report);\n        }\n        else\n        {\n            TableOutput", Golden),
        new("no precision is told", "ModelResult.cs", "precisions[label] += confusion.Precision(label)", "precisions[label] += confusion.Recall(label)", Results),
        new("a column to ignore is not ignored", "TableArguments.cs", "Ignore = parsed.GetRequiredValue(ignore)", "Ignore = []", Errors),
        new("a full disk is found too late", "CommandLine.cs", "            session.Output.Flush();\n", "", Errors),
        new("bad input is a success", "Failure.cs", "return Tell(session, message, ExitCode.BadInput);", "return Tell(session, message, ExitCode.Success);", Errors),
        new("an interrupt is a success", "ExitCode.cs", "Cancelled = 130", "Cancelled = 0", Compare),
        new("a full disk is bad input", "ExitCode.cs", "OutputFailed = 1", "OutputFailed = 2", Errors),
        new("a fault of the input goes to the output", "Failure.cs", "session.Error.WriteLine($\"counterweight: {message}\")", "session.Output.WriteLine($\"counterweight: {message}\")", Errors),
        new("numbers out of range are taken", "Numbers.cs", " || !isValid(value)", "", Errors),
        new("numbers need no more than digits and separators", "Numbers.cs", "NumberStyles.Float", "NumberStyles.Any", Errors),
        new("an interrupt ends the process by itself", "Counterweight.Cli/Program.cs", "    context.Cancel = true;\n", "", Interrupt),
        new("the output begins with a byte order mark", "Counterweight.Cli/Program.cs", "encoderShouldEmitUTF8Identifier: false", "encoderShouldEmitUTF8Identifier: true", Process),
        new("a pipe has the width of a terminal", "Counterweight.Cli/Program.cs", "Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth", "Console.WindowWidth <= 0 ? 20 : Console.WindowWidth", Golden),

        new("a column without a name is no index", "ColumnIds.cs", "(!column.IsNamed && hasNames) || ", "", "Counterweight.Cli.Tests: *.ColumnKindTests"),
        new("a few rows count by chance", "ColumnIds.cs", "LeastCountingRows = 20", "LeastCountingRows = 19", Kinds),
        new("texts of nearly every row are free text", "ColumnIds.cs", "NearlyDistinct = 0.95", "NearlyDistinct = 1.05", Kinds),
        new("every last word is an id", "ColumnIds.cs", "return start > 0 && trimmed", "return trimmed", Kinds),
        new("half the rows with texts of their own are categories", "ColumnSorter.cs", "FewCategories || facts.DistinctCount <= facts.PresentCount / 2", "FewCategories || facts.DistinctCount <= facts.PresentCount", Kinds),
        new("a number beside texts with digits is bad", "ColumnSorter.cs", "facts.DistinctTexts > 0 && facts.InfiniteRows == 0", "facts.DistinctTexts < 0 && facts.InfiniteRows == 0", Kinds),
        new("numbers beyond the range are steps of a scale", "ColumnSorter.cs", "facts.DistinctTexts > 0 && facts.InfiniteRows == 0", "facts.DistinctTexts > 0", "Counterweight.Cli.Tests: *.InfiniteNumberTests"),
        new("the line of a row is that of the one before", "RowLines.cs", "lines[run] + (row - rows[run])", "lines[run] + (row - rows[run]) - 1", "Counterweight.Cli.Tests: *.BesideColumnTests"),
        new("constants are features", "TablePlanner.cs", "column.DistinctCount == 1)", "column.DistinctCount == 0)", Kinds),
        new("what is kept is left out", "TablePlanner.cs", "if (choices.Kept.Contains(place) || choices.KeepsAll)", "if (choices.Kept.Contains(place) && choices.KeepsAll)", Kinds),
        new("a few rows prove that a column is the label", "LabelGiveaway.cs", "Math.Log(1e-4)", "Math.Log(1e4)", Giveaway),
        new("the label renamed is a feature", "LabelGiveaway.cs", "values == classCounts.Length && classOfValue", "values != classCounts.Length && classOfValue", Giveaway),
        new("numbers whose classes touch are apart", "LabelGiveaway.cs", "from[i] <= to[i - 1]", "lowest[i] < lowest[i - 1]", Giveaway),
        new("a missing label is a class", "LabelReader.cs", "(!ClassMarkers.Contains(text.Text, StringComparer.Ordinal) ||", "(text.Text.Length == 0 ||", Errors),
        new("a class named None is a missing label", "LabelReader.cs", "[\"None\", \"none\", \"NONE\", \"-\"]", "[\"-\"]", Doors),
        new("one class too few is allowed", "LabelReader.cs", "texts.Length > MostClasses", "texts.Length > MostClasses + 1", Errors),
        new("a class of a single row is taken", "LabelReader.cs", "text => text.RowCount == 1) is", "text => text.RowCount == 0) is", Errors),
        new("rare classes are those of one row more", "LabelReader.cs", "text.RowCount >= options.DropRare", "text.RowCount > options.DropRare", Builder),
        new("classes are in the order of the rows", "LabelReader.cs", "text.RowCount >= options.DropRare).OrderBy(text => text.Text, StringComparer.Ordinal)", "text.RowCount >= options.DropRare)", Tables),
        new("categories are in the order of the rows", "DatasetBuilder.cs", ".Union(facts.Column.Categories ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal)", ".Union(facts.Column.Categories ?? [], StringComparer.Ordinal)", Builder),
        new("rows that are left out have categories", "DatasetBuilder.cs", "if (kept is null || kept[row])", "if (kept is null || next < rows)", Builder),
        new("a week begins on Sunday", "TimeParts.cs", "DayOfWeek.Sunday ? 7 :", "DayOfWeek.Sunday ? 0 :", Builder),
        new("days have a time of day", "TimeParts.cs", "time % SecondsOfDay != 0", "time % SecondsOfDay >= 0", Builder),
        new("memory is estimated for floats", "MemoryEstimate.cs", "var bytes = values * sizeof(double);", "var bytes = values * sizeof(float);", Builder),
        new("numbers win over names", "NamedColumns.cs", "if (places.TryGetValue(name, out var place))", "if (places.TryGetValue(name, out var place) && !char.IsAsciiDigit(name[0]))", Names),
        new("a name with a comma is two", "CommandSuggestion.cs", "written.Length == 1 && !written[0].StartsWith('\"') ? written[0] : ", "", "Counterweight.Cli.Tests: *.NamesTests") { Explanation = "A name in quotes is read as one too: the suggested command is longer, and the same." },
        new("columns are counted from 0", "NamedColumns.cs", "number - 1;", "number;", Names),
        new("the shell reads what a name holds", "ShellText.cs", "$\"'{argument.Replace(\"'\", @\"'\\''\", StringComparison.Ordinal)}'\"", "$\"'{argument}'\"", Names),
        new("a suggestion has the problems still", "CommandSuggestion.cs", "return plan.Problems.Count == 0 ? plan.Options : null;", "return plan.Options;", Doors) { Explanation = "Five rounds of remedies have ended the problems of every file that was tried." },
        new("what is kept and ignored is ignored", "ColumnChoices.cs", "columns.Where(Ignored.Contains)", "columns.Where(_ => false)", Contradictions),
        new("a number to predict has rare classes", "LabelReader.cs", "if (options.DropRare > 0)", "if (options.DropRare > 1000)", Contradictions),
        new("a refusal in JSON is told to people alone", "Failure.cs", "if (asJson)", "if (asJson && message.Length == 0)", JsonErrors),
        new("people get a refusal in JSON", "Failure.cs", "if (asJson)", "if (!asJson)", JsonErrors),
        new("an output that fails hides what is wrong", "Failure.cs", "catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)\n        {\n            // What", "catch (Exception e) when (e is ObjectDisposedException)\n        {\n            // What", JsonErrors),
        new("an inspection in JSON hides its refusal", "InspectionOutput.cs", "if (refusal is not null)", "if (refusal is null)", JsonErrors),
        new("all columns are on one line", "ProblemReport.cs", "if (used > LineColumns)", "if (used > 1000 * LineColumns)", ColumnLists),
        new("nobody hears of labels", "InspectionOutput.cs", "if (plan.Label is null && ", "if (plan.Label is not null && ", ColumnLists),
        new("control characters reach the terminal", "Shown.cs", "UnicodeCategory.Control or ", "", Shown),
        new("wide characters are narrow", "Shown.cs", "new Segment(visible).CellCount()", "visible.Length", Shown),
        new("the baseline is the median twice", "RegressionModel.cs", "Constant(Mean(train.Targets), test, fitted)", "Constant(Median(Sorted(train.Targets)), test, fitted)", Regression),
        new("errors are not squared", "RegressionResult.cs", "squares += error * error", "squares += Math.Abs(error)", Regression),
        new("numbers are predicted from test rows", "RegressionComparison.cs", "source.Data.Subset(split.TrainRows), source.Data.Subset(split.TestRows)", "source.Data.Subset(split.TestRows), source.Data.Subset(split.TestRows)", Regression),
        new("a closed output is told", "Failure.cs", "[32, ", "[", Process),
        new("a message of the system is cut off", "CommandLine.cs", "FilePlace.WithoutBreaks(e.Message)", "FilePlace.OneLine(e.Message)", Errors),
        new("a refusal is cut off", "CommandLine.cs", "FilePlace.WithoutBreaks(parsed.Errors[0].Message)", "FilePlace.OneLine(parsed.Errors[0].Message)", Errors),
        new("long text of a file is told whole", "FilePlace.cs", "Shown.Cut(text, QuotedColumns)", "Shown.Visible(text)", Errors),
        new("line breaks of a file break the message", "FilePlace.cs", "char.IsControl(c) ? ' ' : c", "c", "Counterweight.Cli.Tests: *.NamesTests"),

        new("json counts the features as rows", "JsonOutput.cs", "json.WriteNumber(\"rows\", source.Data.RowCount)", "json.WriteNumber(\"rows\", source.Data.FeatureCount)", Golden),
        new("test rows are the rows", "JsonOutput.cs", "json.WriteNumber(\"testRows\", testRows)", "json.WriteNumber(\"testRows\", source.Data.RowCount)", Golden),
        new("json gives one measure for the other", "JsonOutput.cs", "json.WriteNumber(\"balancedAccuracy\", result.BalancedAccuracy.Mean)", "json.WriteNumber(\"balancedAccuracy\", result.MacroF1.Mean)", Golden),
        new("json gives the rate of the kernels for the time", "JsonOutput.cs", "json.WriteNumber(\"fitSeconds\", result.FitSeconds);\n        json.WriteNumber(\"kernel", "json.WriteNumber(\"fitSeconds\", result.KernelRowsPerSecond);\n        json.WriteNumber(\"kernel", Results),
        new("recalls go by the order of printing", "JsonOutput.cs", "report, (label, _) => result.Recall(label))", "report, (label, _) => result.Recall(report.Classes.ToList().FindIndex(entry => entry.Label == label)))", Results),
        new("a tree's nodes are its depth", "JsonOutput.cs", "json.WriteNumber(\"depth\", tree.Depth)", "json.WriteNumber(\"depth\", tree.Nodes.Length)", Golden),
        new("columns of the table change places", "TableOutput.cs", "Measure(result.MacroF1)", "Measure(result.BalancedAccuracy)", Results),
        new("million rows are thousands", "TableOutput.cs", "result.KernelRowsPerSecond / 1e6", "result.KernelRowsPerSecond / 1e3", Results),
        new("the table's seconds are milliseconds", "TableOutput.cs", "result.FitSeconds, \"0.000\"", "1000 * result.FitSeconds, \"0.000\"", Results),
        new("the last seed is one too many", "ComparisonOptions.cs", "Seed(Seeds - 1)", "Seed(Seeds)", Results),
        new("a table is as wide as it likes", "ClassTable.cs", "columns.Count > 0 && used > width", "columns.Count > 1000 && used > width", Output),
        new("a bar breaks at names with brackets", "ProgressBar.cs", "Markup.Escape(value.Text)", "value.Text", Progress),
        new("a bar stands still", "ProgressBar.cs", "task.Value = value.Fraction;", "", Progress),
        new("no probability is too small for a logarithm", "ProbabilityScores.cs", "labels, least: Least)", "labels)", "Counterweight.Cli.Tests: *.CalibrationTests"),
        new("the Brier score is a sum", "ProbabilityScores.cs", "ProbabilityScore.Brier(probabilities, classCount, labels).Mean", "ProbabilityScore.Brier(probabilities, classCount, labels).Sum", "Counterweight.Cli.Tests: *.CalibrationTests"),
        new("priors are corrected the other way", "ProbabilityScores.cs", "LogRatios<double>([.. ratios.Select(_ => 1.0)], [.. train.CountClasses().Select(rows => (double)rows)], ratios)", "LogRatios<double>([.. train.CountClasses().Select(rows => (double)rows)], [.. ratios.Select(_ => 1.0)], ratios)", "Counterweight.Cli.Tests: *.CalibrationTests"),
        new("even classes are not corrected", "ProbabilityScores.cs", "if (!compared.IsShifted)", "if (compared is not null)", "Counterweight.Cli.Tests: *.CalibrationTests"),
        new("a class of one row has no SMOTE", "Remedies.cs", "one.count == 1 ? 1L : counts.Max()", "(long)counts.Max()", "Counterweight.Cli.Tests: *.CalibrationTests"),
    ];
}
