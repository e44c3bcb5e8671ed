using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Weighting;

/// <content>Weights by effective number.</content>
public static partial class ClassWeights
{
    /// <summary>Weights by effective number of rows of classes counted before, w_c = (1 − β)/(1 − β^n_c): 1 at β = 0, towards 1/n_c as β nears 1.</summary>
    /// <remarks>
    /// 1 − β^n is built up by doubling n from 1 − β, with sums and products of positive numbers only: nothing cancels.
    /// Source: Y. Cui, M. Jia, T.-Y. Lin, Y. Song, S. Belongie, Class-Balanced Loss Based on Effective Number of Samples, 2019.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="counts">Rows of each of K classes, at least 1.</param>
    /// <param name="beta">β in [0, 1).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β or a count is outside its range. Nothing has been written.</exception>
    public static void EffectiveNumberFromCounts<T>(ReadOnlySpan<long> counts, double beta, Span<T> destination, ClassWeightScale scale = ClassWeightScale.AsDefined)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckBeta(beta);
        FromCounts(new EffectiveNumberScheme(beta), counts, destination, scale, nameof(counts));
    }

    /// <summary>Weights by effective number of weighted rows, w_c = (1 − β)/(1 − β^n_c) with n_c = Σ_{i∈c} w_i: a row of weight 2 is the row twice.</summary>
    /// <remarks>
    /// So the unit of the sample weights shows. As defined, weights are small where β is near 1; the source scales them to a mean of 1 over classes:
    /// <see cref="ClassWeightScale.MeanOneOverClasses"/>. Maximum error: 4 ulp (double), 16 where weights are rescaled.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="beta">β in [0, 1).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no weight, the lengths differ, a weight is beyond <typeparamref name="T"/> (the message names the class), or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β or a label is outside its range, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static void EffectiveNumber<T>(ReadOnlySpan<int> labels, double beta, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckBeta(beta);
        FromLabels(new EffectiveNumberScheme(beta), labels, sampleWeights, destination, scale, ignoreLabel);
    }

    /// <inheritdoc cref="EffectiveNumber{T}(ReadOnlySpan{int}, double, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void EffectiveNumber<T>(ReadOnlySpan<long> labels, double beta, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckBeta(beta);
        FromLabels(new EffectiveNumberScheme(beta), labels, sampleWeights, destination, scale, ignoreLabel);
    }

    private static void CheckBeta(double beta)
    {
        if (!(beta >= 0 && beta < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, Guard.Text($"{nameof(beta)} is {beta}; it must be in [0, 1)."));
        }
    }

    private static double EffectiveWeight(long count, double beta)
    {
        // q = 1 − β^m: q(2m) = q(2 − q), q(m + 1) = q + (1 − q)(1 − β)
        var one = 1 - beta;
        var q = one;
        for (var bit = BitOperations.Log2((ulong)count) - 1; bit >= 0; bit--)
        {
            q *= 2 - q;
            if (((count >> bit) & 1) != 0)
            {
                q += (1 - q) * one;
            }
        }

        return one / q;
    }

    private struct EffectiveNumberScheme(double beta) : IScheme
    {
        private double unit = 1;

        public void Prepare(scoped ReadOnlySpan<double> sums, double total, double unit) => this.unit = unit;

        public readonly double Weight(int label, double sum)
        {
            sum *= unit;

            // Beyond 2⁵³ every sum is an integer, and β^n nothing.
            if (sum <= 1L << 53 && sum.Equals(Math.Floor(sum)))
            {
                return EffectiveWeight((long)sum, beta);
            }

            Span<double> power = [beta];
            VectorMath.Log(power, power);
            power[0] *= sum;
            VectorMath.Expm1(power, power);
            return (1 - beta) / -power[0];
        }
    }
}
