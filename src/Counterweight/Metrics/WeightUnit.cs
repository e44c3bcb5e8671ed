using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Metrics;

/// <summary>The unit in which weights and their products are summed: far above the least double, so that a product with the least weight keeps its digits, and below the greatest.</summary>
internal static class WeightUnit
{
    /// <summary>Weights are multiplied by this, 2⁶⁴.</summary>
    public const double Factor = 18446744073709551616.0;

    /// <summary>Greatest weight: no sum of rows overflows, in the unit either.</summary>
    private const double Greatest = 1e280;

    /// <summary>Digits of a sum that the factor is.</summary>
    private const int Digits = 2;

    /// <summary>Refuses weights that no sum is safe with.</summary>
    public static void Check<T>(ReadOnlySpan<T> sampleWeights, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Guard.Weights(sampleWeights, name) <= Greatest)
        {
            return;
        }

        for (var i = 0; i < sampleWeights.Length; i++)
        {
            if (double.CreateTruncating(sampleWeights[i]) > Greatest)
            {
                throw new ArgumentOutOfRangeException(name, sampleWeights[i], Guard.Text($"{name}[{i}] is {sampleWeights[i]}; a weight must be at most {Greatest}."));
            }
        }
    }

    /// <summary>A sum in the unit as a number.</summary>
    public static double Value(in ReproducibleSum sum) => sum.Moved(-Digits).Value;
}
