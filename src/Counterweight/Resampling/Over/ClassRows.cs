using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Weighting;

namespace Counterweight.Resampling.Over;

/// <summary>The rows of each class in ascending order, and how many new ones a strategy asks for: rented arrays, given back by <see cref="Dispose"/>.</summary>
internal readonly ref struct ClassRows
{
    private readonly long[] numbers;
    private readonly int[] rows;

    private ClassRows(int classes, int rowCount)
    {
        numbers = ArrayPool<long>.Shared.Rent(3 * classes);
        rows = ArrayPool<int>.Shared.Rent(rowCount);
        Counts = numbers.AsSpan(0, classes);
        Targets = numbers.AsSpan(classes, classes);
        Ends = numbers.AsSpan(2 * classes, classes);
    }

    /// <summary>Rows of each class.</summary>
    public Span<long> Counts { get; }

    /// <summary>New rows of all classes.</summary>
    public int NewCount { get; private init; }

    /// <summary>Rows that each class should have.</summary>
    private Span<long> Targets { get; }

    /// <summary>Where the rows of each class end.</summary>
    private Span<long> Ends { get; }

    public static ClassRows Of(ReadOnlySpan<int> labels, SamplingStrategy strategy)
    {
        var greatest = -1;
        foreach (var label in labels)
        {
            greatest = Math.Max(greatest, label);
        }

        var plan = new ClassRows(greatest + 1, labels.Length);
        try
        {
            ClassWeights.Count(labels, plan.Counts);
            strategy.Targets(plan.Counts, SamplingDirection.Over, plan.Targets);
            plan = plan with { NewCount = plan.CountNew(nameof(strategy)) };
            plan.Group(labels);
        }
        catch
        {
            plan.Dispose();
            throw;
        }

        return plan;
    }

    /// <summary>New rows of a class.</summary>
    public int NewOf(int label) => (int)(Targets[label] - Counts[label]);

    /// <summary>The rows of a class, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int label) => rows.AsSpan((int)(Ends[label] - Counts[label]), (int)Counts[label]);

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(numbers);
        ArrayPool<int>.Shared.Return(rows);
    }

    private int CountNew(string name)
    {
        UInt128 sum = 0;
        for (var c = 0; c < Counts.Length; c++)
        {
            sum += (ulong)(Targets[c] - Counts[c]);
        }

        return sum <= int.MaxValue ? (int)sum : throw new ArgumentException(Guard.Text($"The strategy asks for {sum} new rows, more than a span holds."), name);
    }

    private void Group(ReadOnlySpan<int> labels)
    {
        var end = 0L;
        for (var c = 0; c < Counts.Length; c++)
        {
            Ends[c] = end;
            end += Counts[c];
        }

        for (var row = 0; row < labels.Length; row++)
        {
            rows[Ends[labels[row]]++] = row;
        }
    }
}
