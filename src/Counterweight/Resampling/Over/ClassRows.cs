using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Over;

/// <summary>The rows of each class, and how many new ones a strategy asks for: rented arrays, given back by <see cref="Dispose"/>.</summary>
internal readonly ref struct ClassRows
{
    private readonly ClassPlan plan;
    private readonly RowsByClass rows;

    private ClassRows(ClassLabels labels, ClassPlan plan, int newCount)
    {
        this.plan = plan;
        rows = new(labels, in plan);
        NewCount = newCount;
    }

    /// <summary>Rows of each class.</summary>
    public ReadOnlySpan<long> Counts => plan.Counts;

    /// <summary>New rows of all classes.</summary>
    public int NewCount { get; }

    public static ClassRows Of(ClassLabels labels, SamplingStrategy strategy)
    {
        var targets = ClassPlan.OfTargets(labels, strategy, SamplingDirection.Over);
        try
        {
            return new(labels, targets, CountNew(in targets, nameof(strategy)));
        }
        catch
        {
            targets.Dispose();
            throw;
        }
    }

    /// <summary>New rows of a class.</summary>
    public int NewOf(int label) => (int)(plan.Targets[label] - plan.Counts[label]);

    /// <summary>The rows of a class, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int label) => rows.Of(label);

    public void Dispose()
    {
        plan.Dispose();
        rows.Dispose();
    }

    private static int CountNew(in ClassPlan plan, string name)
    {
        UInt128 sum = 0;
        for (var c = 0; c < plan.Counts.Length; c++)
        {
            sum += (ulong)(plan.Targets[c] - plan.Counts[c]);
        }

        return sum <= int.MaxValue ? (int)sum : throw new ArgumentException(Guard.Text($"The strategy asks for {sum} new rows, more than a span holds."), name);
    }
}
