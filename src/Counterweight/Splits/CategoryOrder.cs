using System.Buffers;

namespace Counterweight.Splits;

/// <summary>
/// Orders a node's categories so that good sets of them are beginnings of the order: by the share of class 1 of two,
/// by G/(H + s) of one output, else by the first principal direction of the vectors of class shares or steps.
/// </summary>
/// <remarks>
/// Plain double arithmetic in a fixed order: the same everywhere. Categories of equal keys keep the order of their bins.
/// </remarks>
internal static unsafe class CategoryOrder
{
    /// <summary>Steps of the power iteration; what they leave of other directions can only change which sets are tried.</summary>
    private const int Steps = 32;

    /// <summary>Writes the bins that take part, in order, and returns their number.</summary>
    /// <param name="cells">The feature's cells.</param>
    /// <param name="bins">How many.</param>
    /// <param name="pairs">Pairs of a cell.</param>
    /// <param name="gradients">Cells are of gradients, not of classes.</param>
    /// <param name="rule">Who takes part, and the smoothing.</param>
    /// <param name="total">The node's sums.</param>
    /// <param name="order">Room for a number a bin.</param>
    public static int Find(long* cells, int bins, int pairs, bool gradients, CategoryRule rule, long* total, Span<int> order)
    {
        var parts = gradients ? pairs - 1 : pairs;
        var width = parts == 2 && !gradients ? 1 : parts;
        var rented = ArrayPool<double>.Shared.Rent(checked((bins * (width + 2)) + (2 * width)));
        var weights = rented.AsSpan(0, bins);
        var keys = rented.AsSpan(bins, bins);
        var vectors = rented.AsSpan(checked(2 * bins), checked(bins * width));
        var count = 0;
        for (var bin = 0; bin < bins; bin++)
        {
            var cell = cells + ((nint)bin * 2 * pairs);
            if (Rows(cell, pairs, gradients) >= rule.MinRowCount)
            {
                order[count] = bin;
                weights[count] = Describe(cell, pairs, gradients, rule.Smoothing, total, vectors.Slice(checked(count * width), width));
                count++;
            }
        }

        weights = weights[..count];
        keys = keys[..count];
        vectors = vectors[..checked(count * width)];
        if (width == 1)
        {
            vectors.CopyTo(keys);
        }
        else
        {
            var room = rented.AsSpan(checked(bins * (width + 2)));
            Project(vectors, weights, room[..width], room.Slice(width, width), keys);
        }

        keys.Sort(order[..count]);
        for (int start = 0, end; start < count; start = end)
        {
            for (end = start + 1; end < count && keys[end] == keys[start]; end++)
            {
                // To the end of equal keys, whose order the sort leaves open.
            }

            order[start..end].Sort();
        }

        ArrayPool<double>.Shared.Return(rented);
        return count;
    }

    private static long Rows(long* cell, int pairs, bool gradients)
    {
        var rows = *cell;
        for (nint p = 1; p < pairs && !gradients; p++)
        {
            rows += cell[2 * p];
        }

        return rows;
    }

    /// <summary>Writes a category's class shares or steps, without the first of two shares, and returns its weight.</summary>
    private static double Describe(long* cell, int pairs, bool gradients, double smoothing, long* total, Span<double> vector)
    {
        if (gradients)
        {
            for (nint k = 0; k < vector.Length; k++)
            {
                var bend = cell[(2 * k) + 3] + smoothing;
                vector[(int)k] = bend > 0 ? cell[(2 * k) + 2] / bend : 0;
            }

            return cell[1];
        }

        var (weight, whole) = (0.0, 0.0);
        for (nint p = 0; p < pairs; p++)
        {
            weight += cell[(2 * p) + 1];
            whole += total[(2 * p) + 1];
        }

        for (var k = 0; k < vector.Length; k++)
        {
            nint p = pairs - vector.Length + k;
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
