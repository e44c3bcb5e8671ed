namespace Counterweight.Training.Linear;

/// <summary>Sums and multiples of vectors, element after element: the same bits on every machine.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            sum = double.FusedMultiplyAdd(left[i], right[i], sum);
        }

        return sum;
    }

    /// <summary>Adds a multiple of a vector.</summary>
    public static void AddMultiple(Span<double> sums, double factor, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = double.FusedMultiplyAdd(factor, values[i], sums[i]);
        }
    }

    /// <summary>Writes a multiple of a vector, which may be the same.</summary>
    public static void Multiply(ReadOnlySpan<double> values, double factor, Span<double> destination)
    {
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = factor * values[i];
        }
    }

    /// <summary>Euclidean length; squares neither overflow nor vanish.</summary>
    public static double Length(ReadOnlySpan<double> values)
    {
        var unit = LargestMagnitude(values);
        double squares = 0;
        for (var i = 0; i < values.Length && unit > 0; i++)
        {
            var part = values[i] / unit;
            squares = double.FusedMultiplyAdd(part, part, squares);
        }

        return unit * Math.Sqrt(squares);
    }

    /// <summary>The greatest absolute value; NaN where there is one.</summary>
    public static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
