using System.Buffers;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Over;

/// <summary>Random over-sampling: new rows are copies of rows of the class. Values of any kind will do.</summary>
/// <remarks>
/// A class of n rows that grows to m·n by <see cref="CopyRule.EvenCopies"/> has each row m times, which is what weight m does.
/// </remarks>
public sealed class RandomOverSampler : OverSampler
{
    /// <summary>A method with its option.</summary>
    /// <param name="rule">Which rows are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rule is none.</exception>
    public RandomOverSampler(CopyRule rule = CopyRule.WithReplacement)
    {
        if (rule is not (CopyRule.WithReplacement or CopyRule.EvenCopies))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, Guard.Text($"rule is {rule}; it must be WithReplacement or EvenCopies."));
        }

        Rule = rule;
    }

    /// <summary>Which rows are copied.</summary>
    public CopyRule Rule { get; }

    /// <summary>The rows to copy, for features of any kind.</summary>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="strategy">The rows that classes should have.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="rows">As many as <see cref="OverSampler.CountNewRows(ReadOnlySpan{int}, SamplingStrategy)"/> says: the rows to copy, by class. They are the parents that <see cref="OverSampler.Generate"/> tells.</param>
    /// <exception cref="ArgumentException">A length is wrong, memory overlaps, or the strategy does not fit the labels. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is out of its range. Nothing has been written.</exception>
    public void Draw(ReadOnlySpan<int> labels, SamplingStrategy strategy, ulong seed, Span<int> rows) => DrawRows(labels, strategy, seed, rows);

    /// <inheritdoc cref="Draw(ReadOnlySpan{int}, SamplingStrategy, ulong, Span{int})"/>
    [OverloadResolutionPriority(-1)]
    public void Draw(ReadOnlySpan<long> labels, SamplingStrategy strategy, ulong seed, Span<int> rows) => DrawRows(labels, strategy, seed, rows);

    private protected override void Check(in LabeledRows rows)
    {
    }

    private protected override void Make(in ClassTask task)
    {
        var rented = ArrayPool<int>.Shared.Rent(task.NewCount);
        try
        {
            var parents = rented.AsSpan(0, task.NewCount);
            Parents(task.Rows, task.Label, task.Draws, parents);
            RowCopies.Make(in task, parents);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private void DrawRows(ClassLabels labels, SamplingStrategy strategy, ulong seed, Span<int> rows)
    {
        ClassPlan.CheckLabels(labels);
        labels.CheckDisjoint<int>(rows, nameof(rows), nameof(labels));
        using var plan = ClassRows.Of(labels, strategy);
        Guard.SameLength(rows.Length, plan.NewCount, nameof(rows), nameof(strategy));
        for (int c = 0, first = 0; c < plan.Counts.Length; first += plan.NewOf(c), c++)
        {
            Parents(plan.RowsOf(c), c, new RowDraws(seed), rows.Slice(first, plan.NewOf(c)));
        }
    }

    private void Parents(ReadOnlySpan<int> rows, int label, RowDraws draws, Span<int> parents)
    {
        if (parents.IsEmpty)
        {
            return;
        }

        var whole = draws.Parents.IsEmpty && Rule == CopyRule.EvenCopies ? parents.Length - (parents.Length % rows.Length) : 0;
        for (var i = 0; i < whole; i += rows.Length)
        {
            rows.CopyTo(parents[i..]);
        }

        if (draws.Parents.IsEmpty && Rule == CopyRule.EvenCopies)
        {
            WithoutReplacement(rows, draws.Stream(RowDraws.Purpose.Remainder, label), parents[whole..]);
            return;
        }

        RowCopies.Draw(rows, label, draws, parents);
    }

    /// <summary>The first rows of a shuffled list (Durstenfeld 1964).</summary>
    private static void WithoutReplacement(ReadOnlySpan<int> rows, Randomness.RandomStream stream, Span<int> parents)
    {
        var rented = ArrayPool<int>.Shared.Rent(rows.Length);
        try
        {
            var list = rented.AsSpan(0, rows.Length);
            rows.CopyTo(list);
            for (var i = 0; i < parents.Length; i++)
            {
                var drawn = i + (int)stream.Below(i, (uint)(list.Length - i));
                parents[i] = list[drawn];
                list[drawn] = list[i];
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }
}

/// <summary>Which rows random over-sampling copies.</summary>
public enum CopyRule
{
    /// <summary>Rows of the class, drawn with replacement.</summary>
    WithReplacement,

    /// <summary>All rows of the class, as often as that goes, and for the rest rows drawn without replacement: no row is copied twice as long as another has not been once.</summary>
    EvenCopies,
}
