namespace Counterweight.Mutation.Faults.Adapters;

/// <summary>Pipelines of ML.NET: columns, saved chains, folds, resampled rows, steps behind a trainer.</summary>
internal static class MlNetFaults
{
    private const string Columns = "Counterweight.ML.Tests: *.ColumnTests";
    private const string Saving = "Counterweight.ML.Tests: *.SavingTests *.MulticlassTrainerTests";
    private const string Binary = "Counterweight.ML.Tests: *.BinaryTrainerTests";
    private const string Folds = "Counterweight.ML.Tests: *.StratifiedTests";
    private const string Resampling = "Counterweight.ML.Tests: *.ResamplingTests";
    private const string Blocks = "Counterweight.ML.Tests: *.ScoredViewTests";
    private const string Scores = "Counterweight.ML.Tests: *.ScoreTests";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("predicted labels have no names before they are saved", "ScoreColumns.cs", "label.KeyType, label.KeyAnnotations()", "label.KeyType", Saving),
        new("scores have another place before they are saved", "ScoreColumns.cs", """builder.AddColumn("Score", NumberDataViewType.Single);""", "", Saving),
        new("classes that are numbers have no key", "ClassColumn.cs", "new(typeof(uint), ClassCount)", "new(typeof(uint), ClassCount + 1)", Saving),
        new("keys count from 0", "ClassColumn.cs", "return (int)widen(value) - 1;", "return (int)widen(value);", Saving),
        new("numbers of classes may be broken", "ClassColumn.cs", "value <= most && double.IsInteger(value)", "value <= most", Columns),
        new("any key is of two classes", "ClassColumn.cs", "if (isBinary && column.Type", "if (!isBinary && isBinary && column.Type", Columns),
        new("the last number is no class", "ClassColumn.cs", "(int)key.Count : greatest + 1;", "(int)key.Count : greatest;", Saving),
        new("slots that are not stored keep what was there", "FeatureSlots.cs", "Features[feature].Categories is null ? 0 : float.NaN;", "Features[feature].Categories is null ? features[feature] : float.NaN;", Columns),
        new("the last of several categories wins", "FeatureSlots.cs", "values[i] == 1 && float.IsNaN(features[feature]) ? category", "values[i] == 1 ? category", Columns),
        new("categories begin at the second slot", "FeatureSlots.cs", "slots[firstSlot[i] + (int)value] = 1;", "slots[firstSlot[i]] = 1;", Resampling),
        new("a key of any number of values is of classes", "ClassColumn.cs", "Count: > ScoringChain.MostClasses", "Count: > 1 << 20", "Counterweight.ML.Tests: *.HostileRowsTests"),
        new("infinite features go on to the trainer", "FeatureSlots.cs", "if (float.IsInfinity(features[feature]))", "if (float.IsNegative(features[feature]) && float.IsInfinity(features[feature]))", "Counterweight.ML.Tests: *.BlamedParameterTests"),
        new("folds are refused by another name", "RowFolds.cs", "numberOfFolds < 2 || numberOfFolds > most", "numberOfFolds < 2", "Counterweight.ML.Tests: *.BlamedParameterTests"),
        new("a column is known by its number", "AskedColumns.cs", "column.Index >= schema.Count ||", "column.Index >= schema.Count || column.Index >= 0 ? column.Index >= schema.Count :", "Counterweight.ML.Tests: *.AskedColumnTests"),
        new("weights of scored rows are not checked by row", "ScoredRows.cs", "NumberReader.Weight(row, weight)", "NumberReader.Of(row, weight)", "Counterweight.ML.Tests: *.HostileRowsTests"),
        new("rows without a label are of class 0", "TrainingRows.cs", "if (own < 0)", "if (own < -1)", Columns),
        new("blocks of rows begin at the first", "TrainingRows.cs", "values.AsSpan((feature * rowCount) + first, count)", "values.AsSpan(feature * rowCount, count)", Binary),
        new("the score is the probability", "BinaryMapping.cs", "(float)LogOdds(probability), (float)probability);", "(float)probability, (float)probability);", Binary),
        new("certain scores are infinite", "BinaryMapping.cs", "Math.Max(1 - probability, LeastComplement)", "1 - probability", Binary),
        new("a half is a yes", "BinaryMapping.cs", "(probability > 0.5,", "(probability > 0.4,", Binary),
        new("ties go to the last class", "MulticlassMapping.cs", "probabilities[label] > probabilities[best] ? label : best;", "probabilities[label] >= probabilities[best] ? label : best;", Saving),
        new("parts begin at the first score", "ScoreParts.cs", "var first = scores.Length & ~((size << 1) - 1);", "var first = 0;", Saving),
        new("a model is parsed of any text", "ModelText.cs", "Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length)", "Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length - 3)", Saving),
        new("blocks begin with their second row", "ScoredBlock.cs", "(place, count) = (0, 0);", "(place, count) = (1, 0);", Blocks),
        new("pieces of a block are its first", "ScoredBlock.cs", "probabilities.AsSpan(first * classes, rows * classes)", "probabilities.AsSpan(0, rows * classes)", Blocks),
        new("columns are those of the row read last", "ScoredBlock.cs", "capacity > 1 ? ColumnBuffer.Of(cursor, column, capacity) : null", "capacity < 1 ? ColumnBuffer.Of(cursor, column, capacity) : null", Blocks),
        new("everything can be kept", "ColumnBuffer.cs", "type is PrimitiveDataViewType or VectorDataViewType;", "type is not null;", Blocks),
        new("identities are those of the row read last", "ScoredCursor.cs", "(ref DataViewRowId id) => id = block.Id", "rows.GetIdGetter()", Blocks),
        new("answers are those of the row before", "ScoredCursor.cs", "if (answered != position)", "if (answered < position - 1)", Blocks),
        new("validation rows are not watched", "ClassifierEstimator.cs", "new FitInput { Validation = validation }", "new FitInput()", Columns),
        new("folds hold rows of all parts", "RowFolds.cs", "part => part >= 0 && isTaken(part)", "part => part < 0 || isTaken(part)", Folds),
        new("any order is the same", "RowOrder.cs", "((order ^ row.Low) * Prime) ^ row.High", "(Start * Prime) ^ row.High", Folds)
        {
            Explanation = "Rows that are fewer are found by their number; rows of a collection are numbered by their place, so that no order of them is another.",
        },
        new("rows that are missing do not count", "ChosenRowsView.cs", "return place + 1 == parent.isChosen.Length && order == parent.order ? false", "return place >= -1 ? false", Folds),
        new("groups are rows", "GroupReader.cs", "if (!numbers.TryGetValue(own, out var number))", "if (!numbers.Remove(own, out var number))", Folds),
        new("a fold is trained on", "StratifiedExtensions.cs", "(folds.Where(part => part != fold), folds.Where(part => part == fold))", "(folds.Where(part => part >= 0), folds.Where(part => part == fold))", Folds),
        new("the seed of a resampler is 0", "RowResampling.cs", "Resampler.Resample(rows.Data, Seed)", "Resampler.Resample(rows.Data, 0)", Resampling),
        new("resampled keys count from 0", "DatasetView.cs", "raw == typeof(uint) ? Labels(own => (uint)(own + 1))", "raw == typeof(uint) ? Labels(own => (uint)own)", Resampling),
        new("a threshold is passed alone", "ThresholdEstimator.cs", "double(p) >= {Literal(threshold)}", "double(p) > {Literal(threshold)}", Scores),
        new("no alarms are all alarms", "ThresholdEstimator.cs", "double.IsPositiveInfinity(threshold) ? \"p > p\"", "double.IsPositiveInfinity(threshold) ? \"p == p\"", Scores),
        new("negative thresholds lose their sign", "ThresholdEstimator.cs", "(number < 0 ? \"-\" : \"\")", "\"\"", Scores),
        new("capacity is of positives", "ThresholdChoice.cs", "share * (curve.Positives + curve.Negatives)", "share * curve.Positives", Scores),
        new("costs change places", "ThresholdChoice.cs", "new AlertCosts(falsePositive, falseNegative)", "new AlertCosts(falseNegative, falsePositive)", Scores),
        new("isotonic is sigmoid", "CalibrationEstimator.cs", "return Steps(isIsotonic", "return Steps(!isIsotonic", Scores),
        new("steps see the rows that a trainer has seen", "HeldOutEstimator.cs", "folds.Where(part => part != held)", "folds.Where(part => part >= 0)", Scores),
        new("class weights forget rows", "ClassWeightEstimator.cs", "\"(c, w) : single(c * w)\"", "\"(c, w) : single(c)\"", Scores),
        new("classes of keys count from 0", "ClassWeightEstimator.cs", "raw == typeof(uint) ? Lookup(lookup, type, weights, label => (uint)(label + 1))", "raw == typeof(uint) ? Lookup(lookup, type, weights, label => (uint)label)", Scores),
        new("a single positive class has an area", "ScoredRows.cs", "curve.Positives > 0 && curve.Negatives > 0 ?", "curve.Positives >= 0 ?", Scores),
        new("areas of several classes are of the first", "MulticlassScores.cs", "own[row] = all[(row * classCount) + positive];", "own[row] = all[row * classCount];", Scores),
        new("predicted rows are those before", "RowPredictor.cs", "at += rows.RowCount;", "at++;", "Counterweight.Training.Tests: *.RowPredictorTests"),
        new("any number is a category", "RowPredictor.cs", "value < categories && float.IsInteger(value)", "value < categories", "Counterweight.Training.Tests: *.RowPredictorTests"),
        new("weights of classes are of all rows", "ClassWeighting.cs", "var own = Of(labels, sampleWeights, classCount,", "var own = Of(labels, [], classCount,", "Counterweight.Training.Tests: *.ClassWeightingTests"),
    ];
}
