namespace Counterweight.Mutation.Faults;

/// <summary>What the command makes of a model of one file and the rows of another.</summary>
internal static class PredictingFaults
{
    private const string Predictions = "Counterweight.Cli.Tests: *.PredictTests";
    private const string Refusals = "Counterweight.Cli.Tests: *.PredictErrorTests";
    private const string Formats = "Counterweight.Cli.Tests: *.PredictFormatTests";
    private const string Processes = "Counterweight.Cli.Tests: *.PredictProcessTests";
    private const string Trained = "Counterweight.Cli.Tests: *.TrainTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("the notation of numbers is not kept with the model", "ModelMetadata.cs", "Marks = column.Notation.Marks,", "", Predictions),
        new("the order of dates is not kept with the model", "ModelMetadata.cs", "{ Order = column.Order, Features", "{ Order = DateOrder.MonthDayYear, Features", Predictions),
        new("percent signs are not kept with the model", "ModelMetadata.cs", "column.Notation.IsPercent ? true : null", "null", Predictions),
        new("metadata of other features is taken", "ModelMetadata.cs", "features.SequenceEqual(", "features.Length == 0 || features.SequenceEqual(features) || features.SequenceEqual(", Refusals),
        new("costs of other classes are taken", "ModelMetadata.cs", "return AreCosts(facts.Costs, classes.Count) && isThreshold", "return isThreshold", Refusals),
        new("columns are taken by their place", "PredictionSink.cs", "sinks[places[i]] = features[i];", "sinks[i] = features[i];", Predictions),
        new("kept cells run on into the next block", "PredictionSink.cs", "column.Clear();", "", Predictions),
        new("the last rows are not predicted", "PredictionSink.cs", "if (pending > 0)", "if (pending > options.BlockRows)", Predictions),
        new("the whole file is one block", "PredictionSink.cs", "pending >= options.BlockRows ||", "pending >= int.MaxValue ||", Processes),
        new("long cells are kept by rows alone", "PredictionSink.cs", " || KeptLength() >= MostKeptBytes", "", Processes),
        new("new categories are the first one", "CategoryCells.cs", "AddUnknown(text, line);\n            Add(double.NaN, line);", "AddUnknown(text, line);\n            Add(0, line);", Predictions),
        new("numbers are new categories", "CategoryCells.cs", "!areNumbers && present > 0", "!areNumbers && present > 1000", Refusals),
        new("texts that are no numbers are missing", "NumberCells.cs", "if (double.IsNaN(value) && !isMissing)", "if (double.IsPositiveInfinity(value))", Refusals),
        new("quotes are not doubled", "PredictionWriter.cs", "buffer.Write(text[..(quote + 1)]);\n            buffer.Write(\"\\\"\"u8);", "buffer.Write(text[..(quote + 1)]);", Predictions),
        new("line breaks are not quoted", "PredictionWriter.cs", "Create(\",\\\"\\r\\n\"u8)", "Create(\",\\\"\"u8)", Predictions),
        new("a name may be there twice", "PredictionWriter.cs", "group.Count() > 1", "group.Count() > 2", Refusals),
        new("the label is a number of the file", "InputMatch.cs", "columns.FindName(column.Name)", "columns.Find(column.Name)", Refusals),
        new("costs do not decide", "DecisionRule.cs", "if (costs is not null)", "if (costs is not null && classCount > 2)", Trained),
        new("weights do not decide where probabilities are corrected", "ModelTraining.cs", "isCorrected || settings.Calibration is not null ? favours : null", "null", Trained),
        new("probabilities stay where weights moved them", "ModelTraining.cs", "classifier = new PriorCorrectedClassifier(classifier, favours);", "", Trained),
        new("a feature that no row mentions is missing", "LibSvmReader.cs", "lastIndex = Math.Max(lastIndex, options.KnownNames.Select(KnownIndex).DefaultIfEmpty(-1).Max());", "", Formats),
        new("values that an attribute does not declare are passed on", "ArffColumn.cs", "categories is null ? declared.Contains(text) : places.ContainsKey(text)", "categories is null || places.ContainsKey(text)", Formats),
        new("rows without a cost are decided", "CostCells.cs", "if (!RowCosts.IsCost(value))", "if (value < 0)", Trained),
        new("costs of rows do not decide", "DecisionRule.cs", "if (falseAlarm is { } cost)", "if (falseAlarm is { } cost && cost < 0)", Trained),
        new("what is read may be written over", "OutputFile.cs", "string.Equals(Final(input), full, StringComparison.Ordinal))", "input.Length == 0)", Refusals),
    ];
}
