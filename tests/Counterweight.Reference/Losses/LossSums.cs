using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Losses;

/// <summary>The operand <c>sum</c> of losses: Σ w·loss, Σ w, rows.</summary>
internal static class LossSums
{
    /// <summary>The rows' own errors, 10 ε at most, and the order of the sum, which is made in double.</summary>
    public static Bound Bound => new(ComparisonFamily.Reduction, Epsilons: 12);

    public static void Store((double Loss, double Weight, long Rows) sum, OperandSet operands)
    {
        var destination = operands.Span<double>("sum");
        destination[0] = sum.Loss;
        destination[1] = sum.Weight;
        destination[2] = sum.Rows;
    }

    public static Expected Expect((double Loss, double Weight, long Rows) sum, double? lossScale = null) =>
        new([sum.Loss, sum.Weight, sum.Rows], [lossScale ?? sum.Loss, sum.Weight, 0]);
}
