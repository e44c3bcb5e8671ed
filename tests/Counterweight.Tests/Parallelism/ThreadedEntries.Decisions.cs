using Counterweight.Decisions;
using Counterweight.Decisions.Guarantees;

namespace Counterweight.Tests.Parallelism;

/// <content>Decisions.</content>
internal static partial class ThreadedEntries
{
    private static IEnumerable<ThreadedEntry> Decisions()
    {
        var (answers, expected) = (new int[Rows / 4], new float[Rows / 4]);
        var costs = new CostMatrix(4, [0, 1, 2, 3, 4, 0, 5, 6, 7, 8, 0, 9, 10, 11, 12, 0]);
        yield return new("LeastCost.Decide", [answers, expected], threads => Done(() => LeastCost.Decide<float>(Targets, costs, answers, expected, threads)));
        var (sets, values) = (ConformalSets.ByClass<float>(Targets.AsSpan(0, 400), [.. Enumerable.Range(0, 100).Select(row => row % 4)], 4), new double[Rows]);
        yield return new("ConformalSets.PValues", [values], threads => Done(() => sets.PValues<float>(Targets, values, threads)));
    }
}
