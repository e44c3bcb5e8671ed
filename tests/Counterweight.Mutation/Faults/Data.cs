namespace Counterweight.Mutation.Faults;

/// <summary>Data sets, splits, bins, weights and reports.</summary>
internal static class DataFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("test rows are rounded down", "StratifiedSplit.cs", "Math.Ceiling(testFraction * labels.Length)", "Math.Floor(testFraction * labels.Length)", Project + " *.StratifiedSplitTests"),
        new("a class may be on one side alone", "StratifiedSplit.cs", "Math.Clamp(counts[label], 1, size - 1)", "Math.Clamp(counts[label], 0, size)", Project + " *.StratifiedSplitTests"),
        new("the smallest remainders get the rows left", "StratifiedSplit.cs", "OrderByDescending(label => quotas", "OrderBy(label => quotas", Project + " *.StratifiedSplitTests"),
        new("the seed does not reach the split", "StratifiedSplit.cs", "new SplitMix64(seed)", "new SplitMix64(1)", Project + " *.StratifiedSplitTests"),
        new("rows are not shuffled", "StratifiedSplit.cs", "random.Shuffle(rows);", "", Project + " *.StratifiedSplitTests"),
        new("training and test rows change places", "StratifiedSplit.cs", "return new StratifiedSplit(train, test)", "return new StratifiedSplit(test, train)", Project + " *.StratifiedSplitTests"),
        new("a class of one row is taken", "StratifiedSplit.cs", "counts.IndexOf(1)", "counts.IndexOf(-1)", Project + " *.StratifiedSplitTests"),
        new("shuffles never leave a value in its place", "SplitMix64.cs", "Below(i + 1)", "Below(i)", Project + " *.StratifiedSplitTests"),
        new("a label of the number of classes is taken", "Dataset.cs", "(uint)labels[row] >= (uint)classNames.Count", "(uint)labels[row] > (uint)classNames.Count", Project + " *.DatasetValueTests"),
        new("infinite values are taken", "Dataset.cs", "Array.FindIndex(values, double.IsInfinity)", "Array.FindIndex(values, double.IsPositiveInfinity)", Project + " *.DatasetValueTests"),
        new("bins forget the weights of rows", "BinnedDataset.cs", "BinMapper.Find(values, sampleWeights, maxBins", "BinMapper.Find(values, ReadOnlySpan<double>.Empty, maxBins", Project + " *.BinnedDatasetTests"),
        new("bins of categories are of numbers", "BinnedDataset.cs", "maxBins, isCategorical, degreeOfParallelism", "maxBins, default, degreeOfParallelism", Project + " *.ForestCategoryTests"),
        new("the number of bins is not taken", "BinnedDataset.cs", "sampleWeights, maxBins, isCategorical", "sampleWeights, 255, isCategorical", Project + " *.BinnedDatasetTests *.ForestCategoryTests"),
        new("classes without weight take part in the balance", "ClassWeighting.cs", "sampleWeights.IsEmpty || sampleWeights[row] > 0 ? 1 : 0", "sampleWeights.IsEmpty || sampleWeights[row] >= 0 ? 1 : 0", Project + " *.TrainerInputTests"),
        new("balance counts rows, not weights", "ClassWeighting.cs", "ClassWeights.Balanced(moved, present, sampleWeights,", "ClassWeights.Balanced(moved, present, ReadOnlySpan<double>.Empty,", Project + " *.ForestBootstrapTests *.TreeFormulaTests"),
        new("effective numbers count rows of a trainer's unit", "ClassWeighting.cs", "weight = Math.ScaleB(weight, exponent);", "", Project + " *.ClassWeightingTests"),
        new("effective numbers are not of mean 1", "ClassWeighting.cs", "rescaleToMeanOne: true", "rescaleToMeanOne: false", Project + " *.ClassWeightingTests"),
        new("weights of one's own may be of any number", "ClassWeighting.cs", "case Scheme.Custom when weights!.Length != classCount:", "case Scheme.Custom when weights!.Length < classCount:", Project + " *.ClassWeightingTests *.TrainerOptionTests"),
        new("weights of one's own that are all 0 are taken", "ClassWeighting.cs", "AnyWeight(labels, sampleWeights, weights) ? weights", "true ? weights", Project + " *.ClassWeightingTests"),
        new("weights of one's own are equal whatever they are", "ClassWeighting.cs", " && weights.AsSpan().SequenceEqual(other.weights)", "", Project + " *.ClassWeightingTests"),
        new("inverse square roots are balanced in trainers", "ClassWeighting.cs", "ClassWeights.InverseSquareRoot(moved,", "ClassWeights.Balanced(moved,", Project + " *.ClassWeightingTests"),
        new("class weights are lost where there are sample weights", "TrainingInput.cs", "SampleWeights.FromClassWeights(data.Labels, classWeights, weights, sampleWeights);", "if (sampleWeights.IsEmpty) { SampleWeights.FromClassWeights(data.Labels, classWeights, weights, sampleWeights); } else { sampleWeights.CopyTo(weights); }", Project + " *.GradientBoostingFormulaTests *.AdaBoostFormulaTests"),
        new("negative weights are taken", "TrainingInput.cs", "sampleWeights[row] >= 0 && double.IsFinite", "double.IsFinite", Project + " *.TrainerInputTests"),
        new("weights of another number are taken", "TrainingInput.cs", "sampleWeights.Length != rowCount", "sampleWeights.Length > rowCount", Project + " *.TrainerInputTests"),
        new("rows of weight 0 are counted as rows", "TrainingInput.cs", "rowCount - sampleWeights.Count(0.0)", "rowCount", Project + " *.ScaledWeightsTests *.TrainerLawTests"),
        new("a confusion matrix is turned round", "ClassificationReport.cs", "long Confusion(int actual, int predicted) =>", "long Confusion(int predicted, int actual) =>", Project + " *.ClassificationReportTests"),
        new("f1 is half of it", "ClassificationReport.cs", "F1(int label) => 2.0 *", "F1(int label) => 1.0 *", Project + " *.ClassificationReportTests"),
        new("classes without rows count for the balanced accuracy", "ClassificationReport.cs", "BalancedAccuracy => MeanOverPresent(label => ", "BalancedAccuracy => MeanOverPresent(label => true || ", Project + " *.ClassificationReportTests"),
        new("means of features forget weights", "Standardizer.cs", "sum += weights[row] * unit.Times(column[row])", "sum += unit.Times(column[row])", Project + " *.StandardizerTests"),
        new("deviations forget weights", "Standardizer.cs", "squares += weights[row] * (part * part)", "squares += part * part", Project + " *.StandardizerTests"),
        new("deviations divide by one row less", "Standardizer.cs", "Math.Sqrt(squares / total)", "Math.Sqrt(squares / (total - 1))", Project + " *.StandardizerTests"),
        new("rows without weight make a feature vary", "Standardizer.cs", "if (weights[row] > 0 && !double.IsNaN(column[row]))\n                {\n                    (minimum", "if (!double.IsNaN(column[row]))\n                {\n                    (minimum", Project + " *.StandardizerTests"),
        new("missing values are no mean", "Standardizer.cs", "double.IsNaN(value) ? 0 : ", "", Project + " *.StandardizerTests"),
        new("features are not brought to size before they are squared", "Standardizer.cs", "PowerOfTwo.Inverse(Math.Max(Math.Abs(minimum), Math.Abs(maximum)))", "PowerOfTwo.Inverse(1)", Project + " *.StandardizerTests"),
        new("huge weights of scales are not brought to size", "Standardizer.cs", "PowerOfTwo.Inverse(greatest)", "PowerOfTwo.Inverse(1)", Project + " *.StandardizerTests"),
        new("a power of two is one factor", "PowerOfTwo.cs", "new(Math.ScaleB(1, exponent / 2), Math.ScaleB(1, exponent - (exponent / 2)))", "new(Math.ScaleB(1, exponent), 1)", Project + " *.StandardizerTests"),
        new("weights brought to size overflow halfway", "TrainingInput.cs", "(Math.ScaleB(1, -exponent / 2), Math.ScaleB(1, -exponent - (-exponent / 2)))", "(Math.ScaleB(1, -exponent), 1)", Project + " *.TrainerExtremesTests *.BoostingWeightUnitTests"),
        new("products of sizes wrap round", "ArraySize.cs", "product *= size;", "product = (int)(product * size);", Project + " *.ArraySizeTests *.TrainerSizeTests"),
        new("the longest array is a few elements longer", "ArraySize.cs", "product <= Array.MaxLength\n", "product <= int.MaxValue\n", Project + " *.ArraySizeTests"),
        new("lone low surrogates are names", "Names.cs", "!char.IsSurrogate(name[i])", "!char.IsHighSurrogate(name[i])", Project + " *.DatasetTests"),
        new("half a surrogate pair may end a name", "Names.cs", "i + 1 == name.Length || !char", "i + 1 < name.Length && !char", Project + " *.DatasetTests"),
        new("whole surrogate pairs are refused", "Names.cs", "!char.IsSurrogatePair(name[i], name[i + 1])", "true", Project + " *.DatasetTests"),
        new("recall is precision", "ClassificationReport.cs", "label) / Support(label)", "label) / predictions[label]", Project + " *.ClassificationReportTests"),
        new("predictions are not looked at", "ClassificationReport.cs", "            CheckLabel(predicted[row], row, nameof(predicted), classCount);\n", "", Project + " *.ClassificationReportTests"),
        new("missing values new to the bins have no bin", "BinnedDataset.cs", "mapper.HasMissing || (", "mapper.HasMissing || (false && ", Project + " *.GradientBoostingEdgeTests"),
        new("categories that no set holds are binned", "BinnedDataset.cs", "        CheckCategories(mapper);\n", "", Project + " *.DatasetTests"),
        new("prediction takes room for too many rows", "TrainingInput.cs", "destination.Length != (long)data.RowCount * width", "destination.Length < (long)data.RowCount * width", Project + " *.TrainerInputTests"),
        new("prediction takes rows of too many features", "TrainingInput.cs", "data.FeatureCount != model.FeatureCount", "data.FeatureCount < model.FeatureCount", Project + " *.DecisionTreeTests *.ForestTests"),
    ];
}
