using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;
using Counterweight.Core.Work;
using Counterweight.Sorting;

namespace Counterweight.Decisions.Guarantees;

/// <summary>
/// Conformal prediction sets: for each row a set of classes that has the right one with a probability of at least 1 − α, whatever the model, made from the scores of held-out rows.
/// </summary>
/// <remarks>
/// A row is strange for a class where its score of the class is low; a probability will do. The p-value of a class is (1 + held-out rows at least as strange for their own class)/(1 + those rows), and the class is in the set
/// where the p-value, as the rounded double, is greater than α. Held-out rows took no part in the fit. A class of which none was held out has the p-value 1 and is in every set. A score of NaN has the p-value NaN, and its class
/// is in the set, since nothing speaks against it. Sources: V. Vovk, Conditional Validity of Inductive Conformal Predictors, 2012, section 3 (by class); A. Podkopaev, A. Ramdas, Distribution-Free Uncertainty
/// Quantification for Classification under Label Shift, 2021, section 2 (pooled).
/// </remarks>
[DebuggerDisplay("{ClassCount} classes")]
public sealed unsafe class ConformalSets
{
    /// <summary>Scores in ascending order: of each class, class after class, or of all.</summary>
    private readonly double[] sorted;

    /// <summary>Where each class begins in the scores, and how many it has.</summary>
    private readonly int[] starts;
    private readonly int[] counts;

    /// <summary>Weight of the first i scores, one number more than scores; empty: i.</summary>
    private readonly double[] weights;

    /// <summary>The weight of a row of each class itself.</summary>
    private readonly double[] own;

    private ConformalSets(double[] sorted, int[] starts, int[] counts, double[] weights, double[] own) =>
        (this.sorted, this.starts, this.counts, this.weights, this.own) = (sorted, starts, counts, weights, own);

    /// <summary>Number of classes.</summary>
    public int ClassCount => own.Length;

    /// <summary>Class by class (Mondrian): of each class at least 1 − α of the rows have it in their sets, rare ones too, and where classes come to occur at other rates.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Rows · K scores of held-out rows, row-major; of each row that of its own class is read.</param>
    /// <param name="labels">The classes of these rows, in [0, K).</param>
    /// <param name="classCount">K, at least 1.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class, a label is none, or a score of a row's own class is NaN (the message names it).</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static ConformalSets ByClass<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfClasses(scores, labels, classCount);

    /// <inheritdoc cref="ByClass{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, int)"/>
    [OverloadResolutionPriority(-1)]
    public static ConformalSets ByClass<T>(ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfClasses(scores, labels, classCount);

    /// <summary>All classes together, for a place where classes occur at other rates: at least 1 − α of all rows there have their class in their sets, though of a rare class it may be fewer.</summary>
    /// <remarks>Held-out rows, and a row itself, count as much as the ratio of their class says, divided by the sum of all. Sums are exact, so that the order of rows changes no bit.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Rows · K scores of held-out rows, row-major; of each row that of its own class is read.</param>
    /// <param name="labels">The classes of these rows, in [0, K).</param>
    /// <param name="classRatios">The share of each of K classes where the sets are used, over its share among the held-out rows, in proportion: finite and above 0, at most 10²⁹⁰. All 1: the same rates.</param>
    /// <exception cref="ArgumentException">There is no class, or a length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is out of its range, a label is no class, or a score of a row's own class is NaN (the message names it).</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static ConformalSets Pooled<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<double> classRatios)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfAll(scores, labels, classRatios);

    /// <inheritdoc cref="Pooled{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{double})"/>
    [OverloadResolutionPriority(-1)]
    public static ConformalSets Pooled<T>(ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, ReadOnlySpan<double> classRatios)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfAll(scores, labels, classRatios);

    /// <summary>The p-value of every class of every row: how usual the row would be among held-out rows if it were of the class.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Rows · K scores, row-major; NaN stays NaN.</param>
    /// <param name="destination">As many p-values, in [0, 1] or NaN; 0 where ratios of classes leave less than the least number.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <exception cref="ArgumentException">A length is wrong, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public void PValues<T>(ReadOnlySpan<T> scores, Span<double> destination, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        var rows = CheckedRows(scores.Length, destination.Length, nameof(destination));
        Guard.ElementType<T>();
        Guard.Disjoint<double, T>(destination, scores, nameof(destination), nameof(scores));
        fixed (T* from = scores)
        fixed (double* to = destination, s = sorted, w = weights, o = own)
        fixed (int* start = starts, count = counts)
        {
            var loop = new ConformalRankLoop<T>(from, to, rows, ClassCount, new(s, start, count, w, o));
            WorkItems.Run(ref loop, loop.Items, degreeOfParallelism);
        }
    }

    /// <summary>The set of classes of each row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Rows · K scores, row-major; a class whose score is NaN is in the set.</param>
    /// <param name="errorRate">α, in (0, 1).</param>
    /// <param name="members">As many bytes: 1 for a class in the row's set, 0 for others.</param>
    /// <param name="sizes">How many classes the set of each row has; empty: not asked for.</param>
    /// <exception cref="ArgumentException">A length is wrong, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="errorRate"/> is out of its range.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public void Decide<T>(ReadOnlySpan<T> scores, double errorRate, Span<byte> members, Span<int> sizes = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DecisionChecks.Inside(errorRate, nameof(errorRate));
        var rows = CheckedRows(scores.Length, members.Length, nameof(members));
        Guard.ElementType<T>();
        Guard.SameLengthOrEmpty(sizes.Length, rows, nameof(sizes), "rows");
        Guard.Disjoint<byte, T>(members, scores, nameof(members), nameof(scores));
        Guard.Disjoint<byte, int>(members, sizes, nameof(members), nameof(sizes));
        Guard.Disjoint<int, T>(sizes, scores, nameof(sizes), nameof(scores));
        var cutoffs = ArrayPool<double>.Shared.Rent(ClassCount);
        for (var c = 0; c < ClassCount; c++)
        {
            cutoffs[c] = Cutoff(c, errorRate);
        }

        ConformalSetLoop.Decide(scores, cutoffs.AsSpan(0, ClassCount), members, sizes);
        ArrayPool<double>.Shared.Return(cutoffs);
    }

    /// <summary>The least score with which a class is in a set; −∞ if every score is.</summary>
    private double Cutoff(int label, double errorRate)
    {
        // The least number of rows at least as strange: their p-value grows with them, and of all of them it is 1.
        var (low, high) = (0, counts[label]);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (PValue(label, middle) > errorRate)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low == 0 ? double.NegativeInfinity : sorted[starts[label] + low - 1];
    }

    private double PValue(int label, int atLeastAsStrange)
    {
        fixed (double* s = sorted, w = weights, o = own)
        fixed (int* start = starts, count = counts)
        {
            return new ConformalScores(s, start, count, w, o).PValue(label, atLeastAsStrange);
        }
    }

    private int CheckedRows(int scores, int outputs, string name)
    {
        Guard.SameLength(outputs, scores, name, nameof(scores));
        if (scores % ClassCount != 0)
        {
            throw new ArgumentException(Guard.Text($"{nameof(scores)} has {scores} elements, which is no multiple of {ClassCount} classes."), nameof(scores));
        }

        return scores / ClassCount;
    }

    private static ConformalSets OfClasses<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, int classCount)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (ascending, order) = Sorted(scores, labels, classCount);
        var (classCounts, classStarts) = (new int[classCount], new int[classCount]);
        foreach (var label in labels)
        {
            classCounts[int.CreateTruncating(label)]++;
        }

        for (var c = 1; c < classCount; c++)
        {
            classStarts[c] = classStarts[c - 1] + classCounts[c - 1];
        }

        var (byClass, next) = (new double[ascending.Length], classStarts.AsSpan().ToArray());
        for (var i = 0; i < ascending.Length; i++)
        {
            byClass[next[int.CreateTruncating(labels[order[i]])]++] = ascending[i];
        }

        var ones = new double[classCount];
        Array.Fill(ones, 1);
        return new(byClass, classStarts, classCounts, [], ones);
    }

    private static ConformalSets OfAll<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<double> classRatios)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var c = 0; c < classRatios.Length; c++)
        {
            if (!(classRatios[c] > 0 && classRatios[c] <= CostMatrix.GreatestCost))
            {
                throw new ArgumentOutOfRangeException(nameof(classRatios), classRatios[c], Guard.Text($"classRatios[{c}] is {classRatios[c]}; it must be above 0 and at most {CostMatrix.GreatestCost}."));
            }
        }

        var (ascending, order) = Sorted(scores, labels, classRatios.Length);
        var (sums, sum) = (new double[ascending.Length + 1], default(ReproducibleSum));
        for (var i = 0; i < ascending.Length; i++)
        {
            sum.Add(classRatios[int.CreateTruncating(labels[order[i]])]);
            sums[i + 1] = sum.Value;
        }

        var all = new int[classRatios.Length];
        Array.Fill(all, ascending.Length);
        return new(ascending, new int[classRatios.Length], all, sums, classRatios.ToArray());
    }

    /// <summary>Scores of each row's own class in ascending order, and the rows in that order.</summary>
    private static (double[] Sorted, int[] Order) Sorted<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, int classCount)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(classCount, 1);
        Guard.SameLength(scores.Length, (long)labels.Length * classCount, nameof(scores), "labels times classes");
        DecisionChecks.Classes(labels, classCount, nameof(labels), "a label");
        var conformity = new double[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            var at = checked((row * classCount) + int.CreateTruncating(labels[row]));
            conformity[row] = double.CreateTruncating(scores[at]);
            if (double.IsNaN(conformity[row]))
            {
                throw new ArgumentOutOfRangeException(nameof(scores), scores[at], Guard.Text($"scores[{at}] is {scores[at]}; the score of a row's own class must be a number."));
            }
        }

        var (ascending, order) = (new double[labels.Length], new int[labels.Length]);
        FeatureSort.Argsort(conformity, order, new long[FeatureSort.WorkspaceLength<double>(labels.Length)], ascending);
        return (ascending, order);
    }
}
