using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Tests.Models.Checksums;

/// <summary>Models that hold others: bags of them, corrections and calibrations.</summary>
internal static class WrappedCases
{
    public static IEnumerable<ModelCase> All()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            yield return new($"bagging {dataName} balanced", threads => Bags(data, new(), threads));
            yield return new($"bagging {dataName} bootstrap", threads => Bags(data, new() { ClassSampling = ClassSampling.None }, threads));
            yield return new($"easy ensemble {dataName}", threads => EasyEnsembleClassifier.Fit(data, new() { BagCount = 3, Seed = 7, Boosting = new() { Rounds = 3 }, DegreeOfParallelism = threads }));
            double[] trained = [.. Enumerable.Range(0, data.ClassCount).Select(label => label + 1.0)];
            yield return new($"corrected {dataName} tree", threads => new PriorCorrectedClassifier(Tree(data, threads), trained));
            yield return new($"corrected {dataName} bags", threads => new PriorCorrectedClassifier(Bags(data, new(), threads), trained, [.. trained.Select(count => count - 1)]));
            foreach (var method in Enum.GetValues<CalibrationMethod>())
            {
                yield return new($"calibrated {dataName} {method}", threads => CalibratedClassifier.Fit(
                    data, (rows, _, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 4 }, input), new() { Method = method, FoldCount = 3, Seed = 9, DegreeOfParallelism = threads }));
            }

            yield return new($"corrected {dataName} weights undone", threads => PriorCorrectedClassifier.Undoing(Tree(data, threads), ClassWeighting.Balanced, data));
        }
    }

    private static DecisionTreeClassifier Tree(Dataset data, int threads) => DecisionTreeClassifier.Fit(data, new() { MaxDepth = 5, Weighting = ClassWeighting.Balanced, DegreeOfParallelism = threads });

    private static BaggingClassifier Bags(Dataset data, BaggingOptions options, int threads) =>
        BaggingClassifier.Fit(data, (rows, _, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 4 }, input), options with { BagCount = 3, Seed = 8, DegreeOfParallelism = threads });
}
