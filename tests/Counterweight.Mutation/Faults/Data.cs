namespace Counterweight.Mutation.Faults;

/// <summary>Data sets, splits, bins, weights and reports.</summary>
internal static class DataFaults
{
    private const string Project = "Counterweight.Training.Tests:";

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("test rows are rounded down", "StratifiedSplit.cs", "Math.Ceiling(testShare * labels.Length)", "Math.Floor(testShare * labels.Length)", Project + " *.StratifiedSplitTests"),
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
        new("classes without weight take part in the balance", "TrainingInput.cs", "sampleWeights.IsEmpty || sampleWeights[row] > 0 ? 1 : 0", "sampleWeights.IsEmpty || sampleWeights[row] >= 0 ? 1 : 0", Project + " *.TrainerInputTests"),
        new("balance counts rows, not weights", "TrainingInput.cs", "ClassWeights.Balanced(moved, sampleWeights, weights", "ClassWeights.Balanced(moved, ReadOnlySpan<double>.Empty, weights", Project + " *.ForestBootstrapTests *.TreeFormulaTests"),
        new("class weights are lost where there are sample weights", "TrainingInput.cs", "SampleWeights.FromClassWeights(data.Labels, classWeights, sampleWeights, weights);", "if (sampleWeights.IsEmpty) { SampleWeights.FromClassWeights(data.Labels, classWeights, sampleWeights, weights); } else { sampleWeights.CopyTo(weights); }", Project + " *.GradientBoostingFormulaTests *.AdaBoostFormulaTests"),
        new("negative weights are taken", "TrainingInput.cs", "sampleWeights[row] >= 0 && double.IsFinite", "double.IsFinite", Project + " *.TrainerInputTests"),
        new("weights of another number are taken", "TrainingInput.cs", "sampleWeights.Length != rowCount", "sampleWeights.Length > rowCount", Project + " *.TrainerInputTests"),
        new("rows of weight 0 are counted as rows", "TrainingInput.cs", "rowCount - sampleWeights.Count(0.0)", "rowCount", Project + " *.ScaledWeightsTests *.TrainerLawTests"),
        new("a confusion matrix is turned round", "ClassificationReport.cs", "long Confusion(int actual, int predicted) =>", "long Confusion(int predicted, int actual) =>", Project + " *.ClassificationReportTests"),
        new("f1 is half of it", "ClassificationReport.cs", "F1(int label) => 2.0 *", "F1(int label) => 1.0 *", Project + " *.ClassificationReportTests"),
        new("classes without rows count for the balanced accuracy", "ClassificationReport.cs", "BalancedAccuracy => MeanOverPresent(label => ", "BalancedAccuracy => MeanOverPresent(label => true || ", Project + " *.ClassificationReportTests"),
    ];
}
