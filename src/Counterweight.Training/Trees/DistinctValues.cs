namespace Counterweight.Training.Trees;

/// <summary>The distinct values of a feature while they are few: an open-addressed set that never grows.</summary>
internal sealed class DistinctValues(int limit)
{
    private readonly double[] slots = CreateSlots(limit);
    private int count;

    /// <summary>Whether a missing value was added.</summary>
    public bool HasMissing { get; private set; }

    /// <summary>False when this value is one too many. A missing value is not a value.</summary>
    public bool TryAdd(double value)
    {
        if (double.IsNaN(value))
        {
            HasMissing = true;
            return true;
        }

        // −0 becomes 0: they are equal and must share a slot.
        value += 0.0;
        var mask = slots.Length - 1;
        var slot = (int)((BitConverter.DoubleToUInt64Bits(value) * 0x9E3779B97F4A7C15) >> 40) & mask;
        for (; !double.IsNaN(slots[slot]); slot = (slot + 1) & mask)
        {
            if (slots[slot] == value)
            {
                return true;
            }
        }

        slots[slot] = value;
        return ++count <= limit;
    }

    /// <summary>All values, ascending.</summary>
    public double[] Sorted()
    {
        var values = new double[count];
        var next = 0;
        foreach (var value in slots)
        {
            if (!double.IsNaN(value))
            {
                values[next++] = value;
            }
        }

        Array.Sort(values);
        return values;
    }

    private static double[] CreateSlots(int limit)
    {
        var created = new double[4 * (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)limit)];
        Array.Fill(created, double.NaN);
        return created;
    }
}
