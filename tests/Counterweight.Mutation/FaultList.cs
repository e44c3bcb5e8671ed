using Counterweight.Mutation.Faults;
using Counterweight.Mutation.Faults.Adapters;
using Counterweight.Mutation.Faults.Training;

namespace Counterweight.Mutation;

/// <summary>Every planted fault, area by area.</summary>
internal static class FaultList
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. BinningFaults.All,
        .. SplitFaults.All,
        .. HistogramFaults.All,
        .. BundleFaults.All,
        .. LossFaults.All,
        .. SoftmaxFaults.All,
        .. NumericsFaults.All,
        .. SumFaults.All,
        .. WeightingFaults.All,
        .. RankingFaults.All,
        .. MetricFaults.All,
        .. DecisionFaults.All,
        .. CalibrationFaults.All,
        .. RandomnessFaults.All,
        .. DrawFaults.All,
        .. UnderSamplingFaults.All,
        .. OverSamplingFaults.All,
        .. TreeFaults.All,
        .. ForestFaults.All,
        .. BoostingFaults.All,
        .. RegressionFaults.All,
        .. AdaBoostFaults.All,
        .. EnsembleFaults.All,
        .. TuningFaults.All,
        .. LinearFaults.All,
        .. NeighborFaults.All,
        .. ModelFaults.All,
        .. InterchangeFaults.All,
        .. LightGbmFaults.All,
        .. OnnxFaults.All,
        .. DataFaults.All,
        .. CategoryFaults.All,
        .. BenchmarkFaults.All,
        .. CommandFaults.All,
        .. ReadingFaults.All,
        .. PredictingFaults.All,
        .. EvaluatingFaults.All,
        .. MlNetFaults.All,
        .. TensorFaults.All,
    ];

    /// <summary>What is wrong with the list itself, one line each; empty where nothing is.</summary>
    public static IReadOnlyList<string> Problems(IEnumerable<Fault> faults, SourceFiles sources)
    {
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var fault in faults)
        {
            if (!names.Add(fault.Name))
            {
                problems.Add($"{fault.Name}: another fault has this name.");
            }

            if (fault.Tests.Split(':') is not [_, var classes] || string.IsNullOrWhiteSpace(classes))
            {
                problems.Add($"{fault.Name}: '{fault.Tests}' is not 'project: classes'.");
            }

            if (string.Equals(fault.Find, fault.Replace, StringComparison.Ordinal))
            {
                problems.Add($"{fault.Name}: it changes nothing.");
            }

            var paths = sources.Paths(fault.File);
            if (paths.Count != 1)
            {
                problems.Add($"{fault.Name}: {paths.Count} files are named {fault.File}.");
                continue;
            }

            var count = Occurrences(SourceFiles.Text(paths[0]), fault.Find);
            if (count != 1)
            {
                problems.Add($"{fault.Name}: its text occurs {count} times in {fault.File}, not once.");
            }
        }

        return problems;
    }

    private static int Occurrences(string text, string find)
    {
        var count = 0;
        for (var at = text.IndexOf(find, StringComparison.Ordinal); at >= 0; at = text.IndexOf(find, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
