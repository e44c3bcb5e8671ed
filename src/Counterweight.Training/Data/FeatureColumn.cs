using System.Numerics.Tensors;

namespace Counterweight.Training.Data;

/// <summary>The values of one feature, row after row, NaN where missing. Floats are widened as they are read, which is exact.</summary>
public readonly ref struct FeatureColumn
{
    private readonly ReadOnlySpan<double> doubles;
    private readonly ReadOnlySpan<float> floats;

    internal FeatureColumn(ReadOnlySpan<double> doubles) => this.doubles = doubles;

    internal FeatureColumn(ReadOnlySpan<float> floats) => this.floats = floats;

    /// <summary>Number of rows.</summary>
    public int Length => doubles.Length + floats.Length;

    /// <summary>The value of a row.</summary>
    /// <param name="row">In [0, <see cref="Length"/>).</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public double this[int row] => floats.IsEmpty ? doubles[row] : floats[row];

    /// <summary>Writes all values.</summary>
    /// <param name="destination">At least <see cref="Length"/> numbers.</param>
    /// <exception cref="ArgumentException">The destination is shorter.</exception>
    public void CopyTo(Span<double> destination)
    {
        if (floats.IsEmpty)
        {
            doubles.CopyTo(destination);
        }
        else
        {
            TensorPrimitives.ConvertTruncating(floats, destination);
        }
    }

    /// <summary>The values in an array of their own.</summary>
    public double[] ToArray()
    {
        var values = new double[Length];
        CopyTo(values);
        return values;
    }
}
