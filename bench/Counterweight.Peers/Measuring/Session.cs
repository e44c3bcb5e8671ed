using System.Globalization;

namespace Counterweight.Peers.Measuring;

/// <summary>Measures comparisons one after the other.</summary>
/// <param name="plan">How.</param>
/// <param name="comparisons">What.</param>
/// <param name="turns">Clocks; those of the machine unless told.</param>
internal sealed class Session(Plan plan, IReadOnlyList<Comparison> comparisons, Turns? turns = null)
{
    /// <summary>With less of a processor, something else was running too.</summary>
    private const double LeastShare = 0.95;

    private readonly List<Row> rows = [];
    private readonly List<Skipped> skipped = [];

    /// <summary>How.</summary>
    public Plan Plan => plan;

    /// <summary>What is measured.</summary>
    public IEnumerable<Work> Works => comparisons.Select(comparison => comparison.Work);

    /// <summary>Lines so far.</summary>
    public IReadOnlyList<Row> Rows => rows;

    /// <summary>Lines that could not be measured so far.</summary>
    public IReadOnlyList<Skipped> Skipped => skipped;

    /// <summary>Measures all.</summary>
    /// <param name="tell">Takes a line of text on what is being done.</param>
    /// <param name="written">Called after every comparison, so that what was measured is not lost.</param>
    public void Measure(Action<string> tell, Action written)
    {
        foreach (var comparison in comparisons)
        {
            Measure(comparison, tell);
            written();
        }
    }

    private void Measure(Comparison comparison, Action<string> tell)
    {
        var work = comparison.Work;
        foreach (var threads in plan.Threads.Where(threads => threads == 1 || !work.IsSingleThreaded))
        {
            tell($"{work.Name}, {work.Shape}, {(threads == 1 ? "1 thread" : $"{threads} threads")}");
            try
            {
                var measured = comparison.Measure(threads, plan.Rounds, plan.Seeds, turns ?? Turns.Real);
                rows.AddRange(measured);
                foreach (var row in measured.Where(row => row.ProcessorShare < LeastShare))
                {
                    tell(string.Create(CultureInfo.InvariantCulture, $"{work.Name}, {work.Shape}, beside {row.Peer}: a side had a processor {row.ProcessorShare:P0} of the time; on a busy machine the ratio says little"));
                }
            }
            catch (PeerMissingException exception)
            {
                foreach (var peer in comparison.Peers)
                {
                    skipped.Add(new(work.Name, work.Shape, peer, exception.Message));
                    tell($"{work.Name}, {work.Shape}: skipped beside {peer}: {exception.Message}");
                }

                return;
            }
        }
    }
}
