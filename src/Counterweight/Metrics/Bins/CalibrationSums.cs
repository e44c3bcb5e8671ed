using Counterweight.Core.Sums;

namespace Counterweight.Metrics.Bins;

/// <summary>Exact sums over the rows of one class in one bin: Σ w, Σ w·p and Σ w·p², in the unit of <see cref="WeightUnit"/>.</summary>
internal struct CalibrationSums
{
    public ReproducibleSum Weight;
    public ReproducibleSum Probability;
    public ReproducibleSum Square;

    public void Add(double weight, double probability)
    {
        weight *= WeightUnit.Factor;
        Weight.Add(weight);
        AddProduct(ref Probability, weight, probability);
        AddProduct(ref Square, weight, probability * probability);
    }

    public void Add(in CalibrationSums other)
    {
        Weight.Add(in other.Weight);
        Probability.Add(in other.Probability);
        Square.Add(in other.Square);
    }

    /// <summary>The product in two parts, without rounding; a factor is at most 1.</summary>
    private static void AddProduct(ref ReproducibleSum sum, double weight, double factor)
    {
        var product = weight * factor;
        sum.Add(product);
        sum.Add(Math.FusedMultiplyAdd(weight, factor, -product));
    }
}
