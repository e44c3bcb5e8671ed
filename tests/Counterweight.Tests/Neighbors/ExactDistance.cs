namespace Counterweight.Tests.Neighbors;

/// <summary>The distance of two rows to the bit, as its documentation says: number i is added in lane i mod 16 by a fused multiply-add, and lanes are added halves first.</summary>
internal static class ExactDistance
{
    public static float Of(ReadOnlySpan<float> one, ReadOnlySpan<float> other, ReadOnlySpan<float> weights = default)
    {
        var lanes = new float[16];
        var number = 0;
        for (var feature = 0; feature < one.Length; feature++)
        {
            var weight = weights.IsEmpty ? 1 : weights[feature];
            if (weight > 0)
            {
                var difference = one[feature] - other[feature];
                lanes[number % 16] = MathF.FusedMultiplyAdd(weight * difference, difference, lanes[number % 16]);
                number++;
            }
        }

        for (var half = 8; half > 0; half /= 2)
        {
            for (var lane = 0; lane < half; lane++)
            {
                lanes[lane] += lanes[lane + half];
            }
        }

        return lanes[0];
    }

    /// <summary>The k nearest rows of <paramref name="points"/>, by distances to the bit.</summary>
    public static (int Index, float Squared)[] Nearest(float[] points, float[] query, int k, float[]? weights = null, int self = -1) =>
    [
        .. Enumerable.Range(0, points.Length / query.Length).Where(row => row != self)
            .Select(row => (row, Squared: Of(points.AsSpan(row * query.Length, query.Length), query, weights)))
            .OrderBy(pair => pair.Squared).ThenBy(pair => pair.row).Take(k),
    ];
}
