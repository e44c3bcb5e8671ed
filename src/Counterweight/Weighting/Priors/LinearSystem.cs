using System.Buffers;

namespace Counterweight.Weighting.Priors;

/// <summary>A system of as many equations as unknowns, few enough to be solved with its inverse, which tells the condition number.</summary>
internal readonly ref struct LinearSystem
{
    private readonly ArrayPool<double> pool;
    private readonly double[] rented;
    private readonly int size;

    /// <param name="pool">Where memory is rented.</param>
    /// <param name="size">Unknowns.</param>
    public LinearSystem(ArrayPool<double> pool, int size)
    {
        (this.pool, this.size) = (pool, size);
        rented = pool.Rent(checked((2 * size * size) + size));
    }

    /// <summary>The right side; the unknowns when it has been solved.</summary>
    public Span<double> Right => rented.AsSpan(checked(2 * size * size), size);

    /// <summary>An element of the matrix.</summary>
    public ref double this[int row, int column] => ref rented[checked((row * size) + column)];

    /// <summary>Solves by Gauss and Jordan with the greatest pivots of columns, and returns ‖A‖₁·‖A⁻¹‖₁; ∞ where a pivot is 0.</summary>
    public double Solve()
    {
        var matrix = rented.AsSpan(0, checked(size * size));
        var inverse = rented.AsSpan(matrix.Length, matrix.Length);
        inverse.Clear();
        for (var i = 0; i < size; i++)
        {
            inverse[checked(i * (size + 1))] = 1;
        }

        var norm = Norm(matrix);
        for (var column = 0; column < size; column++)
        {
            var pivot = PivotOf(column);
            if (this[pivot, column] == 0)
            {
                return double.PositiveInfinity;
            }

            Swap(Row(matrix, pivot), Row(matrix, column));
            Swap(Row(inverse, pivot), Row(inverse, column));
            (Right[pivot], Right[column]) = (Right[column], Right[pivot]);
            Eliminate(matrix, inverse, column);
        }

        return norm * Norm(inverse);
    }

    /// <summary>Gives the memory back.</summary>
    public void Return() => pool.Return(rented);

    private void Eliminate(Span<double> matrix, Span<double> inverse, int column)
    {
        var scale = this[column, column];
        Divide(Row(matrix, column), scale);
        Divide(Row(inverse, column), scale);
        Right[column] /= scale;
        for (var row = 0; row < size; row++)
        {
            var factor = this[row, column];
            if (row != column && factor != 0)
            {
                Subtract(Row(matrix, row), Row(matrix, column), factor);
                Subtract(Row(inverse, row), Row(inverse, column), factor);
                Right[row] -= factor * Right[column];
            }
        }
    }

    private int PivotOf(int column)
    {
        var pivot = column;
        for (var row = column + 1; row < size; row++)
        {
            pivot = Math.Abs(this[row, column]) > Math.Abs(this[pivot, column]) ? row : pivot;
        }

        return pivot;
    }

    /// <summary>The greatest sum of magnitudes of a column.</summary>
    private double Norm(ReadOnlySpan<double> matrix)
    {
        var norm = 0.0;
        for (var column = 0; column < size; column++)
        {
            var sum = 0.0;
            for (var at = column; at < matrix.Length; at += size)
            {
                sum += Math.Abs(matrix[at]);
            }

            norm = Math.Max(norm, sum);
        }

        return norm;
    }

    private Span<double> Row(Span<double> matrix, int row) => matrix.Slice(checked(row * size), size);

    private static void Swap(Span<double> one, Span<double> other)
    {
        for (var i = 0; i < one.Length; i++)
        {
            (one[i], other[i]) = (other[i], one[i]);
        }
    }

    private static void Divide(Span<double> row, double divisor)
    {
        foreach (ref var element in row)
        {
            element /= divisor;
        }
    }

    private static void Subtract(Span<double> row, ReadOnlySpan<double> other, double factor)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] -= factor * other[i];
        }
    }
}
