using Counterweight.Cli.Evaluation;

namespace Counterweight.Cli.Reporting;

/// <summary>Where decisions stand among the thresholds that a curve is of.</summary>
internal static class OperatingPoints
{
    /// <summary>Says where the points are, and why they are not on the curves where they are not.</summary>
    /// <param name="data">The predictions.</param>
    /// <param name="drawn">The classes that have a curve.</param>
    public static string Describe(Predictions data, IReadOnlyList<int> drawn)
    {
        var isOff = drawn.Any(label => !IsOfThreshold(data, label));
        return data.ClassCount > 2
            ? $"The points are where the decisions are{(isOff ? "; one is off its curve where a decision looks at the probabilities of all classes, and not at a threshold of one" : "")}."
            : $"The point is where the decisions are{(!isOff ? "" : data.Misses.Length > 0 ? ", off the curve: each row has its own cost and so its own threshold, and the curve is of one threshold for all rows" : ", off the curve: no threshold of these probabilities decides so")}.";
    }

    // A row without weight moves no point.
    private static bool IsOfThreshold(Predictions data, int label)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0; row < data.RowCount; row++)
        {
            var probability = data.Probabilities[(row * data.ClassCount) + label];
            if (data.WeightOf(row) == 0)
            {
                continue;
            }

            if (data.Decisions[row] == label)
            {
                least = Math.Min(least, probability);
            }
            else
            {
                most = Math.Max(most, probability);
            }
        }

        return least > most;
    }
}
