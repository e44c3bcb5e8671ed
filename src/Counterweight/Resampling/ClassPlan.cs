using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Weighting;

namespace Counterweight.Resampling;

/// <summary>Rows of each class, and what a strategy makes of them: a rented array, given back by <see cref="Dispose"/>.</summary>
internal readonly ref struct ClassPlan
{
    private const int MaxClasses = 1 << 20;

    private readonly long[] numbers;
    private readonly bool[] flags;

    private ClassPlan(int classes)
    {
        numbers = ArrayPool<long>.Shared.Rent(checked(3 * classes));
        flags = ArrayPool<bool>.Shared.Rent(classes);
        Counts = numbers.AsSpan(0, classes);
        Targets = numbers.AsSpan(classes, classes);
        Others = numbers.AsSpan(checked(2 * classes), classes);
        Chosen = flags.AsSpan(0, classes);
    }

    /// <summary>Rows of each class.</summary>
    public Span<long> Counts { get; }

    /// <summary>Rows that each class should have.</summary>
    public Span<long> Targets { get; }

    /// <summary>One number a class, for whatever a method counts.</summary>
    public Span<long> Others { get; }

    /// <summary>Whether a class may lose rows, or gains some.</summary>
    public Span<bool> Chosen { get; }

    /// <summary>The first class of fewest rows, but for classes without rows; −1 where there is no row.</summary>
    public int Minority
    {
        get
        {
            var minority = -1;
            for (var c = 0; c < Counts.Length; c++)
            {
                minority = Counts[c] > 0 && (minority < 0 || Counts[c] < Counts[minority]) ? c : minority;
            }

            return minority;
        }
    }

    /// <summary>How many rows each class should have: for methods that keep to a number.</summary>
    public static ClassPlan OfTargets(ClassLabels labels, SamplingStrategy strategy, SamplingDirection direction)
    {
        var plan = Count(labels);
        try
        {
            strategy.WriteTargets(plan.Counts, direction, plan.Targets, nameof(strategy));
        }
        catch
        {
            plan.Dispose();
            throw;
        }

        for (var c = 0; c < plan.Counts.Length; c++)
        {
            plan.Chosen[c] = plan.Targets[c] != plan.Counts[c];
        }

        return plan;
    }

    /// <summary>Which classes may lose rows: for methods that drop what they find.</summary>
    public static ClassPlan OfChosen(ReadOnlySpan<int> labels, SamplingStrategy strategy)
    {
        var plan = Count(labels);
        try
        {
            strategy.MarkChosen(plan.Counts, SamplingDirection.Under, plan.Chosen, nameof(strategy));
        }
        catch
        {
            plan.Dispose();
            throw;
        }

        return plan;
    }

    /// <summary>Labels lie in [0, 2²⁰).</summary>
    public static void CheckLabels(ClassLabels labels) => labels.Check(MaxClasses, null, nameof(labels));

    /// <summary>Gives the arrays back.</summary>
    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(numbers);
        ArrayPool<bool>.Shared.Return(flags);
    }

    private static ClassPlan Count(ClassLabels labels)
    {
        var plan = new ClassPlan(Math.Max(Greatest(labels.Ints), Greatest(labels.Longs)) + 1);
        if (labels.Longs.IsEmpty)
        {
            ClassWeights.Count(labels.Ints, plan.Counts);
        }
        else
        {
            ClassWeights.Count(labels.Longs, plan.Counts);
        }

        return plan;
    }

    /// <summary>The greatest label, −1 of none.</summary>
    private static int Greatest<TLabel>(ReadOnlySpan<TLabel> labels)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var greatest = -1;
        foreach (var label in labels)
        {
            greatest = Math.Max(greatest, int.CreateTruncating(label));
        }

        return greatest;
    }
}
