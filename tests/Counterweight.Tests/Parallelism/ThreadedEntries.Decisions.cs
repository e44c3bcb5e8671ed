using Counterweight.Decisions;

namespace Counterweight.Tests.Parallelism;

/// <content>Decisions.</content>
internal static partial class ThreadedEntries
{
    private static IEnumerable<ThreadedEntry> Decisions()
    {
        var (answers, expected) = (new int[Rows / 4], new float[Rows / 4]);
        var costs = new CostMatrix(4, [0, 1, 2, 3, 4, 0, 5, 6, 7, 8, 0, 9, 10, 11, 12, 0]);
        yield return new("LeastCost.Decide", [answers, expected], threads => Done(() => LeastCost.Decide<float>(Targets, costs, answers, expected, threads)));
    }
}
