using System.Buffers;

namespace Counterweight.Splits.Categories;

/// <summary>
/// Orders a node's categories so that good sets of them are beginnings of the order: by the fraction of class 1 of two,
/// by G/(H + s) of one output, else by the first principal direction of the vectors of class fractions or steps.
/// </summary>
/// <remarks>
/// Plain double arithmetic in a fixed order: the same everywhere. Categories of equal keys keep the order of their bins.
/// </remarks>
internal static unsafe class CategoryOrder
{
    /// <summary>Steps of the power iteration; what they leave of other directions can only change which sets are tried.</summary>
    private const int Steps = 32;

    /// <summary>Writes the bins that take part, in order, and returns their number.</summary>
    /// <param name="data">Components of a cell, who takes part, and the smoothing.</param>
    /// <param name="cells">The feature's cells.</param>
    /// <param name="isGradient">Cells are of gradients, not of classes.</param>
    /// <param name="total">The node's sums.</param>
    /// <param name="order">A number for each bin.</param>
    public static int Find(in SplitScanOperands data, long* cells, bool isGradient, long* total, Span<int> order)
    {
        var (bins, components) = (order.Length, data.Components);
        var parts = isGradient ? components - 1 : components;
        var width = parts == 2 && !isGradient ? 1 : parts;
        var rented = ArrayPool<long>.Shared.Rent((int)new CategoryScratch(null, bins, width).Length);
        int count;
        fixed (long* buffer = rented)
        {
            var scratch = new CategoryScratch(buffer, bins, width);
            count = 0;
            for (var bin = 0; bin < bins; bin++)
            {
                var cell = cells + (bin * data.CellLength);
                if (Rows(cell, components, isGradient) >= data.Categories.MinRowCount)
                {
                    order[count] = bin;
                    scratch.Weights[count] = Describe(cell, components, isGradient, data.Categories.Smoothing, total, new Span<double>(scratch.Vectors + (count * (nint)width), width));
                    count++;
                }
            }

            Sort(in scratch, width, order[..count]);
        }

        ArrayPool<long>.Shared.Return(rented);
        return count;
    }

    /// <summary>Sorts the categories that take part by their keys.</summary>
    private static void Sort(in CategoryScratch scratch, int width, Span<int> order)
    {
        var keys = new Span<double>(scratch.Keys, order.Length);
        var vectors = new Span<double>(scratch.Vectors, checked(order.Length * width));
        if (width == 1)
        {
            vectors.CopyTo(keys);
        }
        else
        {
            Project(vectors, new ReadOnlySpan<double>(scratch.Weights, order.Length), new Span<double>(scratch.Direction, width), new Span<double>(scratch.Next, width), keys);
        }

        keys.Sort(order);
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start + 1; end < order.Length && keys[end] == keys[start]; end++)
            {
                // To the end of equal keys, whose order the sort leaves open.
            }

            order[start..end].Sort();
        }
    }

    private static long Rows(long* cell, int components, bool isGradient)
    {
        var rows = *cell;
        for (nint p = 1; p < components && !isGradient; p++)
        {
            rows += cell[2 * p];
        }

        return rows;
    }

    /// <summary>Writes a category's class fractions or steps, without the first of two fractions, and returns its weight.</summary>
    private static double Describe(long* cell, int components, bool isGradient, double smoothing, long* total, Span<double> vector)
    {
        if (isGradient)
        {
            for (nint k = 0; k < vector.Length; k++)
            {
                var smoothedHessian = cell[(2 * k) + 3] + smoothing;
                vector[(int)k] = smoothedHessian > 0 ? cell[(2 * k) + 2] / smoothedHessian : 0;
            }

            return cell[1];
        }

        var (weight, whole) = (0.0, 0.0);
        for (nint p = 0; p < components; p++)
        {
            weight += cell[(2 * p) + 1];
            whole += total[(2 * p) + 1];
        }

        for (var k = 0; k < vector.Length; k++)
        {
            nint p = components - vector.Length + k;
            vector[k] = (cell[(2 * p) + 1] + (smoothing * (total[(2 * p) + 1] / whole))) / (weight + smoothing);
        }

        return weight;
    }

    /// <summary>Centres the vectors and projects them on the direction in which they vary most, its largest component positive.</summary>
    private static void Project(Span<double> vectors, ReadOnlySpan<double> weights, Span<double> direction, Span<double> next, Span<double> keys)
    {
        var width = direction.Length;
        var sum = 0.0;
        next.Clear();
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            for (var k = 0; k < width; k++)
            {
                next[k] += weights[i] * vectors[(i * width) + k];
            }
        }

        var (longest, at) = (0.0, 0);
        for (var i = 0; i < weights.Length; i++)
        {
            var length = 0.0;
            for (var k = 0; k < width; k++)
            {
                ref var x = ref vectors[(i * width) + k];
                x -= next[k] / sum;
                length += x * x;
            }

            (longest, at) = weights[i] * length > longest ? (weights[i] * length, i) : (longest, at);
        }

        keys.Clear();
        if (!(longest > 0))
        {
            return;
        }

        // The heaviest deviation is a start that no direction of weight is orthogonal to.
        vectors.Slice(at * width, width).CopyTo(direction);
        for (var step = 0; step <= Steps; step++)
        {
            Normalize(direction);
            next.Clear();
            for (var i = 0; i < weights.Length; i++)
            {
                var along = 0.0;
                for (var k = 0; k < width; k++)
                {
                    along += vectors[(i * width) + k] * direction[k];
                }

                keys[i] = along;
                for (var k = 0; k < width; k++)
                {
                    next[k] += weights[i] * along * vectors[(i * width) + k];
                }
            }

            next.CopyTo(direction);
        }
    }

    private static void Normalize(Span<double> direction)
    {
        var largest = 0.0;
        foreach (var x in direction)
        {
            largest = Math.Abs(x) > Math.Abs(largest) ? x : largest;
        }

        // By the signed largest: lengths do not matter, only that they neither vanish nor overflow.
        foreach (ref var x in direction)
        {
            x /= largest;
        }
    }
}
