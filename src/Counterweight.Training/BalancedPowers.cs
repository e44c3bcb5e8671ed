namespace Counterweight.Training;

/// <summary>Balanced class weights raised to an exponent.</summary>
internal static class BalancedPowers
{
    /// <summary>Weights times this do not overflow.</summary>
    private const double GreatestFactor = 1e100;

    /// <summary>Raises balanced weights to a power, of mean 1 over rows.</summary>
    /// <param name="weights">One a class, above 0, inverse to the rows of the class; overwritten.</param>
    /// <param name="exponent">Finite.</param>
    public static void Raise(Span<double> weights, double exponent)
    {
        var (least, greatest) = (double.PositiveInfinity, 0.0);
        foreach (var weight in weights)
        {
            (least, greatest) = (Math.Min(least, weight), Math.Max(greatest, weight));
        }

        // Beyond all bounds, beside the strongest.
        var strongest = exponent > 0 ? greatest : least;
        var divisor = Math.Pow(strongest, exponent) > GreatestFactor ? strongest : 1;
        var (sum, rows) = (0.0, 0.0);
        foreach (ref var weight in weights)
        {
            // In units of the most frequent class.
            var rowsOfClass = least / weight;
            weight = Math.Pow(weight / divisor, exponent);
            sum += rowsOfClass * weight;
            rows += rowsOfClass;
        }

        foreach (ref var weight in weights)
        {
            weight *= rows / sum;
        }
    }
}
