using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// The sums of a work item class by class. Those of few classes are summed in row order on the stack, and added to the
/// sums of all items at the end of the item. Those of many classes are added row by row. Both additions are exact, so that
/// the order of the items does not matter.
/// </summary>
internal unsafe ref struct ClassSums
{
    /// <summary>The greatest number of classes whose sums are on the stack.</summary>
    public const int MaxClasses = 63;

    /// <summary>Doubles to give to the constructor.</summary>
    public const int BufferLength = 3 * MaxClasses;

    private static readonly Lock Gate = new();

    private readonly LossAccumulator* sums;
    private readonly double* buffer;
    private readonly int classes;

    /// <param name="sums">One a class, or null if they are not requested.</param>
    /// <param name="classes">K.</param>
    /// <param name="buffer">A buffer of <see cref="BufferLength"/> doubles.</param>
    public ClassSums(LossAccumulator* sums, int classes, double* buffer)
    {
        this.sums = sums;
        this.classes = classes;
        this.buffer = classes <= MaxClasses ? buffer : null;
        if (sums != null && this.buffer != null)
        {
            new Span<double>(buffer, checked(3 * classes)).Clear();
        }
    }

    /// <summary>Adds rows, of which those of positive weight count; these have labels in [0, K).</summary>
    public readonly void Add<T>(LabelColumn labels, T* values, T* weights, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (sums == null)
        {
            return;
        }

        if (buffer == null)
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
                var here = buffer + (3 * (nint)labels[i]);
                here[0] += double.CreateTruncating(values[i]);
                here[1] += double.CreateTruncating(weights[i]);
                here[2]++;
            }
        }
    }

    /// <summary>Adds the sums of the item to those of all items.</summary>
    public readonly void Publish()
    {
        if (sums == null || buffer == null)
        {
            return;
        }

        lock (Gate)
        {
            for (nint c = 0; c < classes; c++)
            {
                sums[c].Add(buffer[3 * c], buffer[(3 * c) + 1], (int)buffer[(3 * c) + 2]);
            }
        }
    }
}
