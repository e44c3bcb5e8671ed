using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Resampling.Over.Interpolation;

namespace Counterweight.Resampling.Over;

/// <summary>
/// Borderline-SMOTE: as SMOTE, but parents are the rows in danger alone, those of whose m nearest neighbors at least half, and
/// not all, are of other classes.
/// </summary>
/// <remarks>
/// <para>
/// Han, Wang, Mao, «Borderline-SMOTE: A New Over-Sampling Method in Imbalanced Data Sets Learning», ICIC 2005. A row all of whose
/// neighbors are of other classes is noise. Where no row is in danger, all are parents, as in <see cref="Smote"/>.
/// </para>
/// <para>
/// The second kind has one neighbor more to choose from: the nearest row of another class, at most half way to which new rows lie.
/// All k + 1 neighbors are as likely. The paper leaves that open. imbalanced-learn 0.10 draws how many new rows lie towards other classes, and
/// takes the place of a neighbor in its class for that of a row of another class there.
/// </para>
/// </remarks>
public sealed class BorderlineSmote : OverSampler
{
    /// <summary>A method with its options.</summary>
    /// <param name="kind">The first or the second kind.</param>
    /// <param name="neighborCount">k, at least 1: neighbors of the class.</param>
    /// <param name="dangerNeighborCount">m, at least 1: neighbors of all classes. Of fewer rows, all others are neighbors.</param>
    /// <param name="few">What happens to a class of k rows or fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public BorderlineSmote(BorderlineKind kind = BorderlineKind.First, int neighborCount = 5, int dangerNeighborCount = 10, FewRows few = FewRows.Refuse)
    {
        if (kind is not (BorderlineKind.First or BorderlineKind.Second))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, Guard.Text($"kind is {kind}; it must be First or Second."));
        }

        Guard.AtLeast(neighborCount, 1);
        Guard.AtLeast(dangerNeighborCount, 1);
        (Kind, NeighborCount, DangerNeighborCount, Few) = (kind, neighborCount, dangerNeighborCount, OverChecks.Defined(few));
    }

    /// <summary>The first or the second kind.</summary>
    public BorderlineKind Kind { get; }

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>m.</summary>
    public int DangerNeighborCount { get; }

    /// <summary>What happens to a class of k rows or fewer.</summary>
    public FewRows Few { get; }

    internal override int NeighborChoices(long count) => (Kind == BorderlineKind.Second ? 1 : 0) + OwnNeighbors(count);

    private protected override void CheckClass(in LabeledRows rows, int label, long count)
    {
        OverChecks.Neighbors(label, count, NeighborCount, Few);
        OverChecks.Size(count * Math.Min(DangerNeighborCount, rows.RowCount - 1));
        OverChecks.Size(2 * count * rows.FeatureCount);
    }

    private protected override unsafe void Make(in ClassTask task)
    {
        var rented = ArrayPool<int>.Shared.Rent(OverChecks.Size(3L * task.Rows.Length));
        try
        {
            var count = task.Rows.Length;
            var danger = rented.AsSpan(0, count);
            var enemies = rented.AsSpan(count, count);
            var others = rented.AsSpan(checked(2 * count), count);
            var parents = Danger(in task, danger, enemies, others, out var otherCount);
            using var group = PointGroup.Of(in task, task.Rows, OwnNeighbors(count), others[..otherCount]);
            fixed (int* parent = danger, enemy = enemies)
            {
                var hasEnemies = Kind == BorderlineKind.Second && parents > 0;
                group.Interpolate(
                    in task,
                    new() { ParentCount = parents > 0 ? parents : count, Parents = parents > 0 ? parent : null, Enemies = hasEnemies ? enemy : null, Neighbors = null, NeighborCount = 0 },
                    (0, task.NewCount));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Lists the rows in danger, and, for the second kind, the nearest row of another class of each row; a row without one has itself.</summary>
    private int Danger(in ClassTask task, Span<int> danger, Span<int> enemies, Span<int> others, out int otherCount)
    {
        using var found = OtherClassCounts.Of(in task, Math.Min(DangerNeighborCount, task.Original.RowCount - 1));
        var parents = otherCount = 0;
        for (var i = 0; i < task.Rows.Length; i++)
        {
            if (2 * found.Counts[i] >= found.NeighborCount && found.Counts[i] < found.NeighborCount)
            {
                danger[parents++] = i;
            }

            enemies[i] = i;
            if (Kind == BorderlineKind.Second && found.Nearest[i] >= 0)
            {
                others[otherCount] = found.Nearest[i];
                enemies[i] = task.Rows.Length + otherCount++;
            }
        }

        return parents;
    }

    private int OwnNeighbors(long count) => (int)Math.Min(NeighborCount, Math.Max(1, count - 1));
}

/// <summary>The two kinds of <see cref="BorderlineSmote"/>.</summary>
public enum BorderlineKind
{
    /// <summary>New rows lie between rows of the class.</summary>
    First,

    /// <summary>Some lie between a row in danger and the nearest of another class, nearer to the former.</summary>
    Second,
}
