using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Over;

/// <summary>A method that adds rows to classes: which method, and its options. It has no state.</summary>
/// <remarks>
/// <para>
/// New row i of class c depends on the original rows, the options, the seed, c and i alone: the same at any number of threads
/// and on every machine. Classes come in ascending order, and each gets exactly the rows that the strategy asks for.
/// </para>
/// <para>
/// Temporary memory, of O(rows · (features + neighbors)) of the classes that grow, is rented, so that one thread allocates
/// nothing in the long run.
/// </para>
/// </remarks>
public abstract class OverSampler
{
    private protected OverSampler()
    {
    }

    /// <summary>Neighbors that a choice of one's own chooses from, in a class of so many rows; 1 where there are none.</summary>
    internal virtual int NeighborChoices(long count) => 1;

    /// <summary>How many new rows a strategy asks for: what the spans of <see cref="NewRows"/> must hold.</summary>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="strategy">The rows that classes should have.</param>
    /// <exception cref="ArgumentException">The strategy does not fit the labels (see <see cref="SamplingStrategy.Targets"/>), or asks for 2³¹ new rows or more.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of its range.</exception>
    public static int CountNewRows(ReadOnlySpan<int> labels, SamplingStrategy strategy) => CountNew(labels, strategy);

    /// <inheritdoc cref="CountNewRows(ReadOnlySpan{int}, SamplingStrategy)"/>
    [OverloadResolutionPriority(-1)]
    public static int CountNewRows(ReadOnlySpan<long> labels, SamplingStrategy strategy) => CountNew(labels, strategy);

    /// <summary>Makes the new rows.</summary>
    /// <param name="rows">The original rows.</param>
    /// <param name="strategy">The rows that classes should have.</param>
    /// <param name="draws">The seed, or choices of one's own.</param>
    /// <param name="destination">The new rows: as many as <see cref="CountNewRows(ReadOnlySpan{int}, SamplingStrategy)"/> says.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">
    /// A length is wrong, memory overlaps, the strategy does not fit the labels, or a class that should grow has too few rows
    /// for the method (the message names it). Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range (the message names it). Nothing has been written.</exception>
    public void Generate(LabeledRows rows, SamplingStrategy strategy, RowDraws draws, NewRows destination, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        using var plan = ClassRows.Of(rows.Labels, strategy);
        OverChecks.Destination(in rows, in draws, in destination, plan.NewCount);
        CheckDraws(in draws);
        OverChecks.Draws(in draws, in plan, this, rows.FeatureCount);
        Check(in rows);
        for (var c = 0; c < plan.Counts.Length; c++)
        {
            if (plan.NewOf(c) > 0)
            {
                CheckClass(in rows, c, plan.Counts[c]);
            }
        }

        for (int c = 0, first = 0; c < plan.Counts.Length; c++)
        {
            var count = plan.NewOf(c);
            if (count > 0)
            {
                var part = destination.Slice(first, count, rows.FeatureCount);
                part.Labels.Fill(c);
                Make(new(rows, plan.RowsOf(c), c, draws.Slice(first, count, rows.FeatureCount), part, degreeOfParallelism));
                first += count;
            }
        }
    }

    /// <summary>Allocates what <see cref="Generate"/> writes, behind a copy of the original rows.</summary>
    /// <param name="rows">The original rows.</param>
    /// <param name="strategy">The rows that classes should have.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public ResampledRows Resample(LabeledRows rows, SamplingStrategy strategy, ulong seed, int degreeOfParallelism = 1)
    {
        var added = CountNewRows(rows.Labels, strategy);
        var features = Behind(rows.Features, OverChecks.Size((long)added * rows.FeatureCount));
        var labels = Behind(rows.Labels, added);
        var weights = rows.SampleWeights.IsEmpty ? [] : Behind(rows.SampleWeights, added);
        var (parents, neighbors, steps) = (new int[added], new int[added], new float[added]);
        var destination = new NewRows(features.AsSpan(rows.Features.Length), labels.AsSpan(rows.RowCount))
        {
            Parents = parents,
            Neighbors = neighbors,
            Steps = steps,
            SampleWeights = weights.AsSpan(rows.SampleWeights.Length),
        };
        Generate(rows, strategy, new RowDraws(seed), destination, degreeOfParallelism);
        return new(rows.RowCount, rows.FeatureCount, features, labels, weights, parents, neighbors, steps);
    }

    /// <summary>Refuses features that the method cannot take.</summary>
    private protected virtual void Check(in LabeledRows rows) => OverChecks.Features(in rows);

    /// <summary>Refuses choices of one's own that the method does not take.</summary>
    private protected virtual void CheckDraws(in RowDraws draws)
    {
    }

    /// <summary>Refuses a class that should grow and cannot.</summary>
    private protected virtual void CheckClass(in LabeledRows rows, int label, long count)
    {
    }

    /// <summary>Makes the new rows of a class; labels are written.</summary>
    private protected abstract void Make(in ClassTask task);

    private static int CountNew(ClassLabels labels, SamplingStrategy strategy)
    {
        ClassPlan.CheckLabels(labels);
        using var plan = ClassRows.Of(labels, strategy);
        return plan.NewCount;
    }

    private static T[] Behind<T>(ReadOnlySpan<T> given, int more)
    {
        var all = GC.AllocateUninitializedArray<T>(OverChecks.Size((long)given.Length + more));
        given.CopyTo(all);
        return all;
    }
}

/// <summary>What happens to a class of no more rows than neighbors are asked for.</summary>
public enum FewRows
{
    /// <summary>An error that names the class.</summary>
    Refuse,

    /// <summary>All its other rows are neighbors. A single row, which has none, remains an error.</summary>
    UseAll,
}

/// <summary>The new rows of one class, and what they are made of.</summary>
/// <param name="original">All original rows.</param>
/// <param name="rows">Those of the class, ascending.</param>
/// <param name="label">The class.</param>
/// <param name="draws">The choices of its new rows.</param>
/// <param name="destination">Its new rows, at least one.</param>
/// <param name="degreeOfParallelism">Threads at most.</param>
internal readonly ref struct ClassTask(LabeledRows original, ReadOnlySpan<int> rows, int label, RowDraws draws, NewRows destination, int degreeOfParallelism)
{
    public LabeledRows Original { get; } = original;

    public ReadOnlySpan<int> Rows { get; } = rows;

    public int Label { get; } = label;

    public RowDraws Draws { get; } = draws;

    public NewRows Destination { get; } = destination;

    public int DegreeOfParallelism { get; } = degreeOfParallelism;

    public int NewCount => Destination.Labels.Length;

    public int FeatureCount => Original.FeatureCount;
}
