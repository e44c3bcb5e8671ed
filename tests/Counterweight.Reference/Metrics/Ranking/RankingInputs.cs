using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>Scores with ties, labels of two classes and weights, some of them 0, in any range.</summary>
internal static class RankingInputs
{
    /// <summary>Scores in eighths, wide ones, or infinities and zeros among others; never NaN.</summary>
    public static void Scores<T>(Span<T> scores, InputKind kind, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Inputs.Scores(scores, kind, random);
        var eight = T.CreateChecked(8);
        foreach (ref var score in scores)
        {
            score = T.IsNaN(score) ? T.NegativeZero : kind == InputKind.Ordinary ? T.Round(score * eight) / eight : score;
        }
    }

    /// <summary>One row in three is positive.</summary>
    public static void Labels(Span<int> labels, Random random)
    {
        foreach (ref var label in labels)
        {
            label = random.Next(3) == 0 ? 1 : 0;
        }
    }

    /// <summary>Weights within a decade, over 30 powers of two, or over 200, those of each class near a power of its own.</summary>
    public static void Weights<T>(Span<T> weights, ReadOnlySpan<int> labels, InputKind kind, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Inputs.Weights(weights, random);
        for (var i = 0; i < weights.Length && kind != InputKind.Ordinary; i++)
        {
            var range = kind == InputKind.Wide ? 15 : 100;
            weights[i] = T.CreateChecked(Math.ScaleB(double.CreateChecked(weights[i]), random.Next(-range, range) - (20 * labels[i])));
        }
    }
}
