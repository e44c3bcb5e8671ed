using System.Numerics.Tensors;

namespace Counterweight.Resampling.Under.Cells;

/// <summary>The directions along which rows differ most: orthonormal, from a sample of rows by subspace iteration.</summary>
/// <remarks>They decide what is searched, never what is found: any directions would do.</remarks>
internal static class PrincipalDirections
{
    private const int SampledRows = 4096;
    private const int Iterations = 12;

    /// <summary>Writes the mean of the sample, and directions × features numbers; false where numbers are too large or too small for that.</summary>
    public static bool Find(ReadOnlySpan<float> points, int featureCount, Span<double> mean, Span<double> directions)
    {
        var rows = points.Length / featureCount;
        var step = Math.Max(1, rows / SampledRows);
        var sampled = (rows + step - 1) / step;
        mean.Clear();
        for (long row = 0; row < rows; row += step)
        {
            for (var i = 0; i < featureCount; i++)
            {
                mean[i] += points[(int)((row * featureCount) + i)] / (double)sampled;
            }
        }

        var covariance = new double[checked(featureCount * featureCount)];
        var centered = new double[featureCount];
        for (long row = 0; row < rows; row += step)
        {
            for (var i = 0; i < featureCount; i++)
            {
                centered[i] = points[(int)((row * featureCount) + i)] - mean[i];
            }

            for (var i = 0; i < featureCount; i++)
            {
                var line = covariance.AsSpan(checked(i * featureCount), featureCount);
                TensorPrimitives.FusedMultiplyAdd(centered, centered[i], line, line);
            }
        }

        return Iterate(covariance, featureCount, directions);
    }

    private static bool Iterate(double[] covariance, int featureCount, Span<double> directions)
    {
        var count = directions.Length / featureCount;
        var image = new double[featureCount];
        for (var i = 0; i < directions.Length; i++)
        {
            // Any start that is not special.
            directions[i] = (((i + 1) * 0.61803398875) % 1) - 0.5;
        }

        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            for (var d = 0; d < count; d++)
            {
                var direction = directions.Slice(checked(d * featureCount), featureCount);
                for (var i = 0; i < featureCount; i++)
                {
                    image[i] = Dot(covariance.AsSpan(checked(i * featureCount), featureCount), direction);
                }

                image.CopyTo(direction);
            }

            // Twice: rounding leaves directions that are orthogonal.
            if (!(Orthonormalize(directions, featureCount) && Orthonormalize(directions, featureCount)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Orthonormalize(Span<double> directions, int featureCount)
    {
        for (var d = 0; d < directions.Length / featureCount; d++)
        {
            var direction = directions.Slice(checked(d * featureCount), featureCount);
            for (var e = 0; e < d; e++)
            {
                var other = directions.Slice(checked(e * featureCount), featureCount);
                TensorPrimitives.FusedMultiplyAdd(other, -Dot(direction, other), direction, direction);
            }

            var norm = Math.Sqrt(Dot(direction, direction));
            if (!(norm > 1e-200 && norm < 1e200))
            {
                return false;
            }

            TensorPrimitives.Divide(direction, norm, direction);
        }

        return true;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(left[i], right[i], sum);
        }

        return sum;
    }
}
