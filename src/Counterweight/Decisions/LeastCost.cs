using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Decisions;

/// <summary>Decisions of least expected cost, from calibrated probabilities.</summary>
public static class LeastCost
{
    /// <summary>The answer of least expected cost of each row, argmin_j Σ_c p_c·C_cj: the lowest of equals.</summary>
    /// <remarks>
    /// Costs are taken beside the least of the same right class, and in a unit of their own. So a constant added to the costs of a class, and a power of two times all costs, change no bit of a
    /// decision, as long as costs are exact after them. A row that has NaN has the answer −1 and the cost NaN. An answer costs at most (4 + 3K) ε·Σp·(greatest difference of
    /// costs of a class) more than the least. Maximum error of the expected cost: (5 + 2K) ε·Σ_c p_c·max_j |C_cj|. Source: C. Elkan, The Foundations of Cost-Sensitive
    /// Learning, 2001, equation 1.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">Rows · K probabilities, row-major, in [0, 1] or NaN; their sums do not matter to decisions.</param>
    /// <param name="costs">Costs of K classes.</param>
    /// <param name="answers">One a row.</param>
    /// <param name="expectedCosts">The expected cost of each answer; empty: not asked for.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing, once the matrix has been used with this type. The bits are the same for any.</param>
    /// <exception cref="ArgumentNullException"><paramref name="costs"/> is null.</exception>
    /// <exception cref="ArgumentException">A length is wrong, expected costs are asked for and a cost is beyond a quarter of the greatest <typeparamref name="T"/>, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside [0, 1], or <paramref name="degreeOfParallelism"/> is less than 1. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static unsafe void Decide<T>(
        ReadOnlySpan<T> probabilities, CostMatrix costs, Span<int> answers, Span<T> expectedCosts = default, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(costs);
        Guard.ElementType<T>();
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.SameLength(probabilities.Length, (long)answers.Length * costs.ClassCount, nameof(probabilities), "answers times classes");
        Guard.SameLengthOrEmpty(expectedCosts.Length, answers.Length, nameof(expectedCosts), nameof(answers));
        Guard.Disjoint<int, T>(answers, probabilities, nameof(answers), nameof(probabilities));
        Guard.Disjoint<int, T>(answers, expectedCosts, nameof(answers), nameof(expectedCosts));
        Guard.Disjoint<T, T>(expectedCosts, probabilities, nameof(expectedCosts), nameof(probabilities));
        var limit = (typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue) / 4;
        if (!expectedCosts.IsEmpty && costs.Greatest > limit)
        {
            throw new ArgumentException(Guard.Text($"A cost is of magnitude {costs.Greatest}; expected costs of {typeof(T).Name} need costs within ±{limit}."), nameof(costs));
        }

        Guard.Elements(default(FractionCheck<T>), probabilities, nameof(probabilities), "a probability must lie in [0, 1], or be NaN");
        fixed (T* p = probabilities, excess = costs.Excess<T>(), to = expectedCosts)
        fixed (double* least = costs.Least)
        fixed (int* chosen = answers)
        {
            var job = new LeastCostJob<T>(
                new()
                {
                    Probabilities = p,
                    Excess = excess,
                    Least = least,
                    Answers = chosen,
                    ExpectedCosts = to,
                    Rows = answers.Length,
                    Classes = costs.ClassCount,
                    Unit = T.CreateTruncating(Math.ScaleB(1, costs.UnitExponent)),
                },
                degreeOfParallelism);
            BlockDispatch.Run<LeastCostJob<T>, T>(ref job);
        }
    }

    /// <summary>The answer of least expected cost of two classes, by the costs of each row: 1 where the probability is greater than the row's threshold.</summary>
    /// <remarks>Thresholds are those of <see cref="BayesThreshold.PerRow{T}"/>, to the bit. A row whose probability is NaN has the answer −1. Source: C. Elkan, The Foundations of Cost-Sensitive Learning, 2001, section 1.2.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">The probability of class 1, one a row, in [0, 1] or NaN.</param>
    /// <param name="falseAlarmCosts">One for all rows or one a row: what answering 1 costs where 0 is right, beside the right answer. At least 0, at most half of the greatest number.</param>
    /// <param name="missCosts">One for all rows or one a row: what answering 0 costs where 1 is right, beside the right answer. At least 0, at most half of the greatest number.</param>
    /// <param name="answers">One a row.</param>
    /// <exception cref="ArgumentException">A length is wrong, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability or a cost is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void DecidePerRow<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, Span<int> answers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(probabilities.Length, answers.Length, nameof(probabilities), nameof(answers));
        Guard.Disjoint<int, T>(answers, probabilities, nameof(answers), nameof(probabilities));
        Guard.Disjoint<int, T>(answers, falseAlarmCosts, nameof(answers), nameof(falseAlarmCosts));
        Guard.Disjoint<int, T>(answers, missCosts, nameof(answers), nameof(missCosts));
        DecisionChecks.RowCosts(falseAlarmCosts, answers.Length, nameof(falseAlarmCosts));
        DecisionChecks.RowCosts(missCosts, answers.Length, nameof(missCosts));
        Guard.Elements(default(FractionCheck<T>), probabilities, nameof(probabilities), "a probability must lie in [0, 1], or be NaN");
        RowThresholdLoop<T>.Answers(probabilities, falseAlarmCosts, missCosts, answers);
    }
}
