using System.Diagnostics;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;

namespace Counterweight.Decisions;

/// <summary>What each answer costs for each class that may be right: K·K numbers, which never change.</summary>
/// <remarks>
/// Costs may be negative: gains. A constant added to all costs of one right class changes no decision, nor does a factor above 0 of all costs.
/// Weights of classes for a fit come from the same numbers, <c>ClassWeights.FromCosts(labels, matrix.Costs, …)</c>.
/// </remarks>
[DebuggerDisplay("{ClassCount} classes")]
public sealed class CostMatrix
{
    /// <summary>Within ± this, no sum of costs overflows.</summary>
    internal const double GreatestCost = 1e290;

    /// <summary>Answers that a loop tries together.</summary>
    internal const int AnswersTogether = 4;

    /// <summary>More than any cost beside the least of its row, in the unit of <see cref="Excess{T}"/>: of answers that there are not.</summary>
    private const double NoAnswer = 4;

    private readonly double[] costs;
    private readonly double[] least;
    private float[]? singleExcess;
    private double[]? doubleExcess;

    /// <summary>A matrix of K classes.</summary>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="costs">K·K costs, row-major: element c·K + j is the cost of answering j where c is right. Within ±1e290. Copied.</param>
    /// <exception cref="ArgumentException">The number of costs is not K·K.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class, or a cost is NaN or out of its range (the message names it).</exception>
    public CostMatrix(int classCount, ReadOnlySpan<double> costs)
    {
        Guard.AtLeast(classCount, 1);
        Guard.SameLength(costs.Length, (long)classCount * classCount, nameof(costs), "the square of classCount");
        for (var i = 0; i < costs.Length; i++)
        {
            if (!(Math.Abs(costs[i]) <= GreatestCost))
            {
                throw new ArgumentOutOfRangeException(nameof(costs), costs[i], Guard.Text($"costs[{i}] is {costs[i]}; a cost must be within ±{GreatestCost}."));
            }
        }

        ClassCount = classCount;
        this.costs = costs.ToArray();
        least = new double[classCount];
        var spread = 0.0;
        for (var c = 0; c < classCount; c++)
        {
            var row = costs.Slice(checked(c * classCount), classCount);
            var (low, high) = (row[0], row[0]);
            foreach (var cost in row)
            {
                (low, high) = (Math.Min(low, cost), Math.Max(high, cost));
            }

            least[c] = low;
            spread = Math.Max(spread, high - low);
            Greatest = Math.Max(Greatest, Math.Max(-low, high));
        }

        UnitExponent = spread > 0 ? Math.ILogB(spread) : 0;
    }

    /// <summary>The costs of two classes where a right answer costs nothing.</summary>
    /// <param name="falseAlarm">What answering 1 costs where 0 is right, in [0, 1e290].</param>
    /// <param name="miss">What answering 0 costs where 1 is right, in [0, 1e290].</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative, NaN or beyond its range.</exception>
    public static CostMatrix OfMistakes(double falseAlarm, double miss)
    {
        Guard.Parameter(falseAlarm >= 0 && falseAlarm <= GreatestCost, falseAlarm, nameof(falseAlarm), "lie in [0, 1e290]");
        Guard.Parameter(miss >= 0 && miss <= GreatestCost, miss, nameof(miss), "lie in [0, 1e290]");
        return new(2, [0, falseAlarm, miss, 0]);
    }

    /// <summary>K.</summary>
    public int ClassCount { get; }

    /// <summary>All costs, row-major: element c·K + j is the cost of answering j where c is right.</summary>
    public ReadOnlySpan<double> Costs => costs;

    /// <summary>The cost of an answer.</summary>
    /// <param name="truth">The class that is right.</param>
    /// <param name="answer">The class that is answered.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double this[int truth, int answer]
    {
        get
        {
            Guard.Index(truth, ClassCount);
            Guard.Index(answer, ClassCount);
            return costs[checked((truth * ClassCount) + answer)];
        }
    }

    /// <summary>The greatest magnitude of a cost.</summary>
    internal double Greatest { get; }

    /// <summary>The unit of <see cref="Excess{T}"/> is 2 to the power of this.</summary>
    internal int UnitExponent { get; }

    /// <summary>The least cost where each class is right.</summary>
    internal ReadOnlySpan<double> Least => least;

    /// <summary>
    /// What answers cost beside the least of the same right class, in a unit that brings the greatest into [1, 2): class after class, as many
    /// elements each as there are answers, rounded up to whole groups of <see cref="AnswersTogether"/>.
    /// </summary>
    internal T[] Excess<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
            ? (T[])(object)(singleExcess ??= MakeExcess<float>())
            : (T[])(object)(doubleExcess ??= MakeExcess<double>());

    private T[] MakeExcess<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stride = (int)Rounding.Up(ClassCount, AnswersTogether);
        var excess = new T[checked(ClassCount * stride)];
        Array.Fill(excess, T.CreateTruncating(NoAnswer));
        for (var i = 0; i < costs.Length; i++)
        {
            var (truth, answer) = (i / ClassCount, i % ClassCount);
            excess[checked((truth * stride) + answer)] = T.CreateTruncating(Math.ScaleB(costs[i] - least[truth], -UnitExponent));
        }

        return excess;
    }
}
