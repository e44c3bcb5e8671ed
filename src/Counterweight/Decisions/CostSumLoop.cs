using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Decisions;

/// <summary>The loop that sums what answers cost, of labels, answers and weights that have been checked.</summary>
internal static class CostSumLoop
{
    public static CostSum Sum<TLabel, TCosts, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, TCosts costs, ReadOnlySpan<T> weights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TCosts : struct, IAnswerCosts, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(labels.Length, answers.Length);
        DebugChecks.Weights(weights);
        var (cost, weight) = (default(ReproducibleSum), default(ReproducibleSum));
        var (rows, mistakes) = (0L, 0L);
        for (var row = 0; row < labels.Length; row++)
        {
            var own = weights.IsEmpty ? 1 : double.CreateTruncating(weights[row]);
            if (own == 0)
            {
                continue;
            }

            rows++;
            var (label, answer) = (int.CreateTruncating(labels[row]), int.CreateTruncating(answers[row]));
            mistakes += label == answer ? 0 : 1;
            weight.Add(own);
            cost.AddProduct(own, costs.Of(row, label, answer));
        }

        return new(in cost, in weight, rows, mistakes);
    }
}
