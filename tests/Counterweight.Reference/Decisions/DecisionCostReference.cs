using Counterweight.Decisions;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Decisions;

/// <summary>Costs of answers from their definition.</summary>
internal static class DecisionCostReference
{
    /// <summary>Labels and answers; two answers in three are right.</summary>
    public static void Generate(OperandSet operands, int classes, Random random)
    {
        var labels = operands.Span<int>("labels");
        var answers = operands.Span<int>("answers");
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = random.Next(classes);
            answers[row] = random.Next(3) > 0 ? labels[row] : random.Next(classes);
        }
    }

    public static void Store(CostSum sum, OperandSet operands)
    {
        var sums = operands.Span<double>("sums");
        (sums[0], sums[1], sums[2], sums[3]) = (sum.Cost, sum.Weight, sum.Rows, sum.Mistakes);
    }

    public static double[] Sums(OperandSet operands, double[] weights, Func<int, int, int, double> costs)
    {
        var sums = new double[4];
        var labels = operands.Span<int>("labels");
        var answers = operands.Span<int>("answers");
        for (var row = 0; row < labels.Length; row++)
        {
            var weight = weights.Length == 0 ? 1 : weights[row];
            sums[0] += weight * costs(row, labels[row], answers[row]);
            sums[1] += weight;
            sums[2] += weight > 0 ? 1 : 0;
            sums[3] += weight > 0 && labels[row] != answers[row] ? 1 : 0;
        }

        return sums;
    }
}
