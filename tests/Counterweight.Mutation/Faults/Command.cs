namespace Counterweight.Mutation.Faults;

/// <summary>The command: what it reads, what its models learn from and what it prints.</summary>
internal static class CommandFaults
{
    private const string Splits = "Counterweight.Cli.Tests: *.SplitTests";
    private const string Golden = "Counterweight.Cli.Tests: *.GoldenTests";
    private const string Compare = "Counterweight.Cli.Tests: *.CompareTests";
    private const string Errors = "Counterweight.Cli.Tests: *.ErrorTests";
    private const string Csv = "Counterweight.Cli.Tests: *.CsvTests";
    private const string Process = "Counterweight.Cli.Tests: *.ProcessTests";
    private const string Results = "Counterweight.Cli.Tests: *.FixedResultsTests";
    private const string Progress = "Counterweight.Cli.Tests: *.ProgressTests";
    private const string Interrupt = "Counterweight.Cli.Tests: *.InterruptTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("models learn from the test rows too", "ModelComparison.cs", "RunSplit(i, source.Data.Subset([.. split.TrainRows])", "RunSplit(i, source.Data", Splits),
        new("models learn from the test rows alone", "ModelComparison.cs", "source.Data.Subset([.. split.TrainRows]), source.Data.Subset([.. split.TestRows])", "source.Data.Subset([.. split.TestRows]), source.Data.Subset([.. split.TrainRows])", Splits),
        new("models are judged by what they learnt from", "ModelComparison.cs", "source.Data.Subset([.. split.TestRows])", "source.Data.Subset([.. split.TrainRows])", Splits),
        new("every split has the first seed", "ModelComparison.cs", "unchecked(options.FirstSeed + (ulong)i)", "options.FirstSeed", Splits),
        new("the first seed is always 0", "ModelComparison.cs", "unchecked(options.FirstSeed + (ulong)i)", "(ulong)i", Splits),
        new("seeds do not go round", "ModelComparison.cs", "unchecked(options.FirstSeed + (ulong)i)", "checked(options.FirstSeed + (ulong)i)", Compare),
        new("the test fraction is always the default", "ModelComparison.cs", "options.TestFraction,", "0.3,", Compare),
        new("labels and predictions change places", "ModelComparison.cs", "new ClassificationReport(test.Labels, predicted, test.ClassCount)", "new ClassificationReport(predicted, test.Labels, test.ClassCount)", Splits),
        new("a fit is not told to end", "ModelComparison.cs", "Cancellation = cancellation, Timer", "Timer", Progress),
        new("progress begins anew with every split", "ModelComparison.cs", "(index * results.Count) + i", "i", Progress),
        new("progress is that of one split", "ModelComparison.cs", "options.Seeds * results.Count", "results.Count", Progress),
        new("progress goes by whole models", "StepProgress.cs", "(step + value.Fraction) / steps", "(double)step / steps", Progress),
        new("the weighting does not reach the forest", "ModelKind.cs", "new RandomForestOptions { Weighting = weighting, ", "new RandomForestOptions { ", Splits),
        new("AdaBoost has stumps", "ModelKind.cs", "AdaBoostDepth = 4", "AdaBoostDepth = 1", Splits),
        new("the two weightings change names", "ModelKind.cs", "\"unweighted\" : Weighting.ToString()", "Weighting.ToString() : \"unweighted\"", Splits),
        new("recalls of seeds are added up", "ModelResult.cs", "recalls[label] / splits", "recalls[label]", Results),
        new("recalls are those of the last seed", "ModelResult.cs", "recalls[label] += ", "recalls[label] = ", Results),
        new("macro F1 is the balanced accuracy", "ModelResult.cs", "macroF1 += report.MacroF1", "macroF1 += report.BalancedAccuracy", Results),
        new("the time to fit is that of all splits", "ModelResult.cs", "seconds / splits", "seconds", Results),
        new("the time to fit is in milliseconds", "ModelResult.cs", "fit.TotalSeconds", "fit.TotalMilliseconds", Results),
        new("the kernels are not timed", "ModelComparison.cs", "Timer = result.Kernels", "Timer = null", Splits),
        new("the model shown is the first split's", "ModelResult.cs", "Last = fitted;", "Last ??= fitted;", Results),
        new("the rarest class comes first", "ComparisonReport.cs", "OrderByDescending(entry => entry.Item3)", "OrderBy(entry => entry.Item3)", Results),

        new("no seed is a number of seeds", "CommandLine.cs", "value => value >= 1", "value => value >= 0", Errors),
        new("a test fraction of nothing is taken", "CommandLine.cs", "value is > 0 and < 1", "value is >= 0 and < 1", Errors),
        new("results are for programs unless asked", "CommandLine.cs", "if (parsed.GetValue(json))", "if (!parsed.GetValue(json))", Golden),
        new("a seed belongs to the built-in data", "CommandLine.cs", "\"a whole number of at least 0\"),\n        Recursive = true,", "\"a whole number of at least 0\"),\n        Recursive = false,", Golden),
        new("a column to ignore is not ignored", "CommandLine.cs", "parsed.GetRequiredValue(ignore)", "[]", Errors),
        new("a full disk is found too late", "CommandLine.cs", "            session.Output.Flush();\n", "", Errors),
        new("bad input is a success", "CommandLine.cs", "(--help explains)\", ExitCode.BadInput)", "(--help explains)\", ExitCode.Success)", Errors),
        new("an interrupt is a success", "ExitCode.cs", "Cancelled = 130", "Cancelled = 0", Compare),
        new("a full disk is bad input", "ExitCode.cs", "OutputFailed = 1", "OutputFailed = 2", Errors),
        new("a fault of the input goes to the output", "CommandLine.cs", "session.Error.WriteLine($\"counterweight: {message}\")", "session.Output.WriteLine($\"counterweight: {message}\")", Errors),
        new("numbers out of range are taken", "Numbers.cs", " || !isValid(value)", "", Errors),
        new("numbers need no more than digits and separators", "Numbers.cs", "NumberStyles.Float", "NumberStyles.Any", Errors),
        new("an interrupt ends the process by itself", "Counterweight.Cli/Program.cs", "    context.Cancel = true;\n", "", Interrupt),
        new("the output begins with a byte order mark", "Counterweight.Cli/Program.cs", "encoderShouldEmitUTF8Identifier: false", "encoderShouldEmitUTF8Identifier: true", Process),
        new("a pipe has the width of a terminal", "Counterweight.Cli/Program.cs", "Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth", "Console.WindowWidth <= 0 ? 20 : Console.WindowWidth", Golden),

        new("columns without names are counted from 0", "CsvColumns.cs", "$\"column {column + 1}\"", "$\"column {column}\"", Csv),
        new("the name of the first column may come again", "CsvColumns.cs", "if (same >= 0)", "if (same > 0)", Errors),
        new("the label is a feature", "CsvColumns.cs", ".Append(labelColumn).ToHashSet()", ".ToHashSet()", Golden),
        new("the label may be ignored", "CsvColumns.cs", "if (ignored.Contains(names[labelColumn], StringComparer.Ordinal))", "if (ignored.Contains(names[labelColumn] + \"?\", StringComparer.Ordinal))", Errors),
        new("the last column is the label", "CsvColumns.cs", "var labelColumn = IndexOf(names, label, source, line);", "var labelColumn = Math.Max(IndexOf(names, label, source, line), names.Length - 1);", Csv),
        new("rows that are too long are taken", "CsvDatasetReader.cs", "rows.FieldCount != columns.Names.Length", "rows.FieldCount < columns.Names.Length", Errors),
        new("a missing label is a class", "CsvDatasetReader.cs", "if (CsvNumber.IsMissing(rows.Bytes(columns.Label)))", "if (rows.Bytes(columns.Label).IsEmpty)", Errors),
        new("one class too few is allowed", "CsvDatasetReader.cs", "classes.Count > MaxClasses", "classes.Count >= MaxClasses", Errors),
        new("a class of a single row is taken", "CsvDatasetReader.cs", "rows.Count == 1", "rows.Count == 0", Errors),
        new("classes are in the order of the rows", "CsvDatasetReader.cs", "classes.Keys.Order(StringComparer.Ordinal)", "classes.Keys", Csv),
        new("the order of the classes is turned round", "CsvDatasetReader.cs", "labelOfId[classes[names[classLabel]].Id] = classLabel", "labelOfId[classLabel] = classes[names[classLabel]].Id", Csv),
        new("features take the columns from the left", "CsvDatasetReader.cs", "rows.Bytes(column), rows.Line, columns.Names[column]", "rows.Bytes(feature), rows.Line, columns.Names[feature]", Csv),
        new("infinite numbers are taken", "CsvNumber.cs", "!double.IsInfinity(value)", "true", Errors),
        new("a comma in a number separates thousands", "CsvNumber.cs", "NumberStyles.Float", "NumberStyles.Any", Errors),
        new("a missing value is 0", "CsvNumber.cs", "value = double.NaN;", "value = 0;", Csv),
        new("missing values are written in capitals", "CsvNumber.cs", "Ascii.EqualsIgnoreCase(text, \"NA\"u8)", "text.SequenceEqual(\"NA\"u8)", Csv),
        new("spaces are no missing value", "CsvNumber.cs", "field.Trim(\" \\t\"u8)", "field", Csv),
        new("fields are separated by semicolons", "CsvRows.cs", "Separator = ','", "Separator = ';'", Csv),
        new("quotes that fit nowhere are passed over", "CsvRows.cs", "CsvMalformedDataHandling.Throw", "CsvMalformedDataHandling.Recover", Errors),
        new("the first row is taken for names by the reader too", "CsvRows.cs", "HasHeader = false", "HasHeader = true", Csv),
        new("classes keep the space around them", "CsvRows.cs", "reader.GetString(column).Trim()", "reader.GetString(column)", Csv),
        new("compression is known by the first byte", "CsvFile.cs", "stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B", "stream.ReadByte() == 0x1F", Csv),
        new("a text may be named gz", "CsvFile.cs", "if (!isGzip && source", "if (isGzip && !source", Errors),
        new("a directory may not be read", "CsvFile.cs", "Directory.Exists(path) ? ", "File.Exists(path) ? ", Errors),
        new("a message of the system is cut off", "CommandLine.cs", "FilePlace.WithoutBreaks(e.Message)", "FilePlace.OneLine(e.Message)", Errors),
        new("a refusal is cut off", "CommandLine.cs", "FilePlace.WithoutBreaks(parsed.Errors[0].Message)", "FilePlace.OneLine(parsed.Errors[0].Message)", Errors),
        new("long text of a file is told whole", "FilePlace.cs", "shown.Length <= Limit ? shown", "shown.Length >= Limit ? shown", Errors),
        new("line breaks of a file break the message", "FilePlace.cs", "char.IsControl(c) ? ' ' : c", "c", Errors),

        new("json counts the features as rows", "JsonOutput.cs", "json.WriteNumber(\"rows\", report.Source.Data.RowCount)", "json.WriteNumber(\"rows\", report.Source.Data.FeatureCount)", Golden),
        new("test rows are the rows", "JsonOutput.cs", "report.TestRows", "report.Source.Data.RowCount", Golden),
        new("json gives one measure for the other", "JsonOutput.cs", "json.WriteNumber(\"balancedAccuracy\", result.BalancedAccuracy)", "json.WriteNumber(\"balancedAccuracy\", result.MacroF1)", Golden),
        new("json gives the rate of the kernels for the time", "JsonOutput.cs", "json.WriteNumber(\"fitSeconds\", result.FitSeconds)", "json.WriteNumber(\"fitSeconds\", result.KernelRowsPerSecond)", Results),
        new("recalls go by the order of printing", "JsonOutput.cs", "json.WriteNumber(name, result.Recall(label))", "json.WriteNumber(name, result.Recall(report.Classes.ToList().FindIndex(entry => entry.Label == label)))", Results),
        new("a tree's nodes are its depth", "JsonOutput.cs", "json.WriteNumber(\"depth\", tree.Depth)", "json.WriteNumber(\"depth\", tree.Nodes.Length)", Golden),
        new("rows of the table change places", "TableOutput.cs", "\"macro F1\", \"\", result => Number(result.MacroF1, \"0.000\")", "\"macro F1\", \"\", result => Number(result.BalancedAccuracy, \"0.000\")", Results),
        new("million rows are thousands", "TableOutput.cs", "result.KernelRowsPerSecond / 1e6", "result.KernelRowsPerSecond / 1e3", Results),
        new("the table's seconds are milliseconds", "TableOutput.cs", "result.FitSeconds, \"0.000\"", "1000 * result.FitSeconds, \"0.000\"", Results),
        new("the last seed is one too many", "TableOutput.cs", "first + (ulong)count - 1", "first + (ulong)count", Results),
        new("a table is as wide as it likes", "TableOutput.cs", "width ?? UnlimitedWidth", "UnlimitedWidth", Golden),
        new("a bar breaks at names with brackets", "ProgressBar.cs", "Markup.Escape(value.Text)", "value.Text", Progress),
        new("a bar stands still", "ProgressBar.cs", "task.Value = value.Fraction;", "", Progress),
    ];
}
