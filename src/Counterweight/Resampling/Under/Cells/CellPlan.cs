using System.Buffers;
using System.Runtime.Intrinsics;

namespace Counterweight.Resampling.Under.Cells;

/// <summary>
/// Rows in cells of near ones: halves of halves, along the direction in which a cell is widest. Of each row it knows where it lies
/// along eight directions, and of each cell the box it fills there. Memory is rented, and given back by <see cref="Dispose"/>.
/// </summary>
internal sealed class CellPlan : IDisposable
{
    /// <summary>Directions.</summary>
    public const int Directions = 8;

    private readonly float[] places;
    private readonly float[] keys;

    private CellPlan(int rows)
    {
        places = ArrayPool<float>.Shared.Rent(checked(Directions * rows));
        keys = ArrayPool<float>.Shared.Rent(rows);
        Order = ArrayPool<int>.Shared.Rent(rows);
        RowCount = rows;
    }

    public int RowCount { get; }

    /// <summary>Rows, cell after cell; within a cell in ascending order.</summary>
    public int[] Order { get; }

    /// <summary>Where each cell's rows start in the order; one more says where the last ends.</summary>
    public List<int> Starts { get; } = [];

    /// <summary>What rounding may take from a squared distance between a row and a box.</summary>
    public float Slack { get; private set; }

    private List<(Vector256<float> Low, Vector256<float> High)> Boxes { get; } = [];

    /// <summary>Makes cells of at most so many rows; null where rows have no directions.</summary>
    public static CellPlan? Of(ReadOnlySpan<float> points, int featureCount, int cellRows)
    {
        var mean = new double[featureCount];
        var directions = new double[checked(Directions * featureCount)];
        if (!PrincipalDirections.Find(points, featureCount, mean, directions))
        {
            return null;
        }

        var plan = new CellPlan(points.Length / featureCount);
        plan.Place(points, featureCount, mean, directions);
        if (!(plan.Slack < float.PositiveInfinity))
        {
            plan.Dispose();
            return null;
        }

        plan.Split(0, plan.RowCount, cellRows);
        plan.Starts.Add(plan.RowCount);
        return plan;
    }

    /// <summary>A number that no squared distance of a row to a row of a cell is below, but for <see cref="Slack"/>.</summary>
    public float Bound(int row, int cell)
    {
        var place = Vector256.LoadUnsafe(ref places[row * Directions]);
        var (low, high) = Boxes[cell];
        var outside = Vector256.Max(Vector256.Max(low - place, place - high), Vector256<float>.Zero);
        var squares = outside * outside;
        var four = squares.GetLower() + squares.GetUpper();
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two[0] + two[1];
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(places);
        ArrayPool<float>.Shared.Return(keys);
        ArrayPool<int>.Shared.Return(Order);
    }

    private void Place(ReadOnlySpan<float> points, int featureCount, double[] mean, double[] directions)
    {
        var across = new double[directions.Length];
        for (var i = 0; i < directions.Length; i++)
        {
            across[i] = directions[checked((i % Directions * featureCount) + (i / Directions))];
        }

        var greatest = Vector256<float>.Zero;
        for (var row = 0; row < RowCount; row++)
        {
            Order[row] = row;
            var (first, second) = (Vector256<double>.Zero, Vector256<double>.Zero);
            var values = points.Slice(checked(row * featureCount), featureCount);
            for (var i = 0; i < values.Length; i++)
            {
                var centered = Vector256.Create(values[i] - mean[i]);
                first = Vector256.FusedMultiplyAdd(centered, Vector256.LoadUnsafe(ref across[checked(i * Directions)]), first);
                second = Vector256.FusedMultiplyAdd(centered, Vector256.LoadUnsafe(ref across[checked(i * Directions)], 4), second);
            }

            var place = Vector256.Narrow(first, second);
            place.StoreUnsafe(ref places[checked(row * Directions)]);
            greatest = Vector256.Max(greatest, Vector256.Abs(place));
        }

        Slack = SlackOf(greatest, featureCount);
    }

    /// <summary>
    /// Two places differ by at most 2·greatest, and their squared distance is at most 32·greatest². Rounding takes at most
    /// (features + 64)·2⁻²³ of it: a distance in floats is a sum of as many terms as features, and eight places are rounded.
    /// Where squares are subnormal, each of them errs by 2⁻¹⁵⁰ at most.
    /// </summary>
    private static float SlackOf(Vector256<float> places, int featureCount)
    {
        var greatest = 0f;
        for (var d = 0; d < Directions; d++)
        {
            greatest = MathF.Max(greatest, places[d]);
        }

        return (32 * (featureCount + 64f) * MathF.ScaleB(1, -23) * greatest * greatest) + ((featureCount + 64f) * MathF.ScaleB(1, -149));
    }

    private void Split(int start, int end, int cellRows)
    {
        var (low, high) = (Vector256.Create(float.PositiveInfinity), Vector256.Create(float.NegativeInfinity));
        foreach (var row in Order.AsSpan(start, end - start))
        {
            var place = Vector256.LoadUnsafe(ref places[row * Directions]);
            (low, high) = (Vector256.Min(low, place), Vector256.Max(high, place));
        }

        if (end - start <= cellRows)
        {
            Array.Sort(Order, start, end - start);
            Starts.Add(start);
            Boxes.Add((low, high));
            return;
        }

        var widest = 0;
        for (var d = 1; d < Directions; d++)
        {
            widest = (high - low)[d] > (high - low)[widest] ? d : widest;
        }

        for (var i = start; i < end; i++)
        {
            keys[i] = places[(Order[i] * Directions) + widest];
        }

        Array.Sort(keys, Order, start, end - start);
        var middle = start + ((end - start) / 2);
        Split(start, middle, cellRows);
        Split(middle, end, cellRows);
    }
}
