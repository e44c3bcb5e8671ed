using System.Numerics;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The sums of a work item class by class. Those of few classes are made in row order on the stack and added to those
/// of all when the item is done; those of many are added row by row. Either is exact in what it adds, so that the
/// order of the items does not matter.
/// </summary>
internal unsafe ref struct ClassSums
{
    /// <summary>Most classes that have room on the stack.</summary>
    public const int MostClasses = 63;

    /// <summary>Doubles to give to the constructor.</summary>
    public const int Room = 3 * MostClasses;

    private static readonly Lock Gate = new();

    private readonly LossAccumulator* sums;
    private readonly double* room;
    private readonly int classes;

    /// <param name="sums">One a class, or null where nobody wants them.</param>
    /// <param name="classes">K.</param>
    /// <param name="room">Room for <see cref="Room"/> doubles.</param>
    public ClassSums(LossAccumulator* sums, int classes, double* room)
    {
        this.sums = sums;
        this.classes = classes;
        this.room = classes <= MostClasses ? room : null;
        if (sums != null && this.room != null)
        {
            new Span<double>(room, checked(3 * classes)).Clear();
        }
    }

    /// <summary>Adds rows, of which those of positive weight count; these have labels in [0, K).</summary>
    public readonly void Add<T>(int* labels, T* values, T* weights, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sums == null)
        {
            return;
        }

        if (room == null)
        {
            lock (Gate)
            {
                for (var i = 0; i < rows; i++)
                {
                    if (weights[i] > T.Zero)
                    {
                        sums[labels[i]].Add(double.CreateTruncating(values[i]), double.CreateTruncating(weights[i]), 1);
                    }
                }
            }

            return;
        }

        for (var i = 0; i < rows; i++)
        {
            if (weights[i] > T.Zero)
            {
                var here = room + (3 * (nint)labels[i]);
                here[0] += double.CreateTruncating(values[i]);
                here[1] += double.CreateTruncating(weights[i]);
                here[2]++;
            }
        }
    }

    /// <summary>Adds what the item summed to the sums of all.</summary>
    public readonly void Publish()
    {
        if (sums == null || room == null)
        {
            return;
        }

        lock (Gate)
        {
            for (nint c = 0; c < classes; c++)
            {
                sums[c].Add(room[3 * c], room[(3 * c) + 1], (int)room[(3 * c) + 2]);
            }
        }
    }
}
