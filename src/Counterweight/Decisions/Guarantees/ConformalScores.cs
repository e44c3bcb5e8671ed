using Counterweight.Core.Numerics;

namespace Counterweight.Decisions.Guarantees;

/// <summary>Where the scores of held-out rows lie.</summary>
/// <param name="sorted">All scores, those of a class in ascending order.</param>
/// <param name="starts">Where those of each class begin.</param>
/// <param name="counts">How many each class has.</param>
/// <param name="weights">Weight of the first i scores; null: i.</param>
/// <param name="own">The weight of a row of each class itself.</param>
internal readonly unsafe struct ConformalScores(double* sorted, int* starts, int* counts, double* weights, double* own)
{
    private readonly double* sorted = sorted;
    private readonly int* starts = starts;
    private readonly int* counts = counts;
    private readonly double* weights = weights;
    private readonly double* own = own;

    /// <summary>Held-out rows at least as strange for a class as a score is.</summary>
    public int CountAtMost(int label, double score) => SortedSearch.CountAtMost(sorted + starts[label], counts[label], score);

    /// <summary>The p-value of so many rows at least as strange.</summary>
    public double PValue(int label, int atLeastAsStrange) => weights == null
        ? (1.0 + atLeastAsStrange) / (1.0 + counts[label])
        : (own[label] + weights[atLeastAsStrange]) / (own[label] + weights[counts[label]]);
}
