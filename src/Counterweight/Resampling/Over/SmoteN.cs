using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Neighbors;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over;

/// <summary>
/// SMOTE of nominal features alone: each feature of a new row has the value most frequent among its parent and the k nearest
/// of its class, by the value difference metric.
/// </summary>
/// <remarks>
/// <para>
/// Chawla and others, «SMOTE», JAIR 16, 2002, section 6.2. The metric is that of <see cref="ValueDifference.Absolute"/>, of all rows.
/// The parent votes too. Of equally frequent values its own comes first, then the nearest neighbor's; imbalanced-learn 0.10 takes the
/// lowest. Children of one parent are alike; they have no neighbor to lie towards.
/// </para>
/// <para>Values are codes 0, 1, … below 4096, or NaN where the metric takes missing values. Allocates tables of their differences.</para>
/// </remarks>
public sealed class SmoteN : OverSampler
{
    /// <summary>A method with its options.</summary>
    /// <param name="neighborCount">k, at least 1.</param>
    /// <param name="few">What happens to a class of k rows or fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public SmoteN(int neighborCount = 5, FewRows few = FewRows.Refuse)
    {
        Guard.AtLeast(neighborCount, 1);
        (NeighborCount, Few) = (neighborCount, OverChecks.Defined(few));
    }

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>What happens to a class of k rows or fewer.</summary>
    public FewRows Few { get; }

    private protected override void Check(in LabeledRows rows)
    {
        OverChecks.Features(in rows);
        for (var f = 0; f < rows.FeatureCount && rows.RowCount > 0; f++)
        {
            NominalCodes.Check(in rows, f);
        }
    }

    private protected override void CheckClass(in LabeledRows rows, int label, long count) => OverChecks.Neighbors(label, count, NeighborCount, Few);

    private protected override void Make(in ClassTask task)
    {
        var count = task.Rows.Length;
        using var group = PointGroup.Of(in task, task.Rows, (int)Math.Min(NeighborCount, count - 1L), default, Differences(in task));
        var rentedVotes = ArrayPool<float>.Shared.Rent(OverChecks.Size((long)count * task.FeatureCount));
        var rented = ArrayPool<int>.Shared.Rent(OverChecks.Size((long)task.FeatureCount + count + task.NewCount));
        try
        {
            var votes = rentedVotes.AsSpan(0, checked(count * task.FeatureCount));
            var columns = Ascending(rented.AsSpan(0, task.FeatureCount));
            var points = Ascending(rented.AsSpan(task.FeatureCount, count));
            var parents = rented.AsSpan(task.FeatureCount + count, task.NewCount);
            NeighborVotes.Of(in group, columns, withOwn: true, votes);
            RowCopies.Draw(points, task.Label, task.Draws, parents);
            RowGatherLoop.Gather(votes, task.FeatureCount, parents, task.Destination.Features);
            foreach (ref var parent in parents)
            {
                parent = task.Rows[parent];
            }

            RowCopies.Tell(in task, parents);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rentedVotes);
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static NominalFeature[] Differences(in ClassTask task)
    {
        var original = task.Original;
        var made = new NominalFeature[original.FeatureCount];
        var rented = ArrayPool<int>.Shared.Rent(OverChecks.Size(2L * original.RowCount));
        try
        {
            var codes = rented.AsSpan(0, original.RowCount);
            var labels = rented.AsSpan(original.RowCount, original.RowCount);
            var classes = Renumber(original.Labels, labels);
            for (var f = 0; f < made.Length; f++)
            {
                for (var row = 0; row < codes.Length; row++)
                {
                    var value = original.Features[checked((row * original.FeatureCount) + f)];
                    codes[row] = float.IsNaN(value) ? -1 : (int)value;
                }

                made[f] = NominalFeature.FromLabels(f, NominalCodes.Check(in original, f), codes, labels, classes);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return made;
    }

    /// <summary>Numbers the classes that have rows, in the order of their labels; returns how many there are. Tables have a column for each.</summary>
    private static int Renumber(ReadOnlySpan<int> labels, Span<int> numbers)
    {
        labels.CopyTo(numbers);
        numbers.Sort();
        var count = 0;
        foreach (var label in numbers)
        {
            if (count == 0 || label != numbers[count - 1])
            {
                numbers[count++] = label;
            }
        }

        var present = numbers[..count].ToArray();
        for (var row = 0; row < labels.Length; row++)
        {
            numbers[row] = Array.BinarySearch(present, labels[row]);
        }

        return count;
    }

    private static Span<int> Ascending(Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
        }

        return numbers;
    }
}
