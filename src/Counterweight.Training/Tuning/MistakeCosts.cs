namespace Counterweight.Training.Tuning;

/// <summary>What mistakes about a rare class cost: alarms on rows of the other class, and rows of the class that are missed. Right answers cost nothing.</summary>
public sealed class MistakeCosts
{
    /// <summary>Greatest cost: sums over rows do not overflow.</summary>
    private const double Greatest = 1e290;

    private readonly double[] falseAlarms;
    private readonly double[] misses;

    /// <summary>Costs of each row, such as the amounts of transactions, or of all rows.</summary>
    /// <param name="falseAlarms">One for all rows or one a row: in [0, 10²⁹⁰].</param>
    /// <param name="misses">One for all rows or one a row: in [0, 10²⁹⁰].</param>
    /// <exception cref="ArgumentException">There are no costs, or the numbers of both are above 1 and differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is outside its range; the message names index and value.</exception>
    public MistakeCosts(ReadOnlySpan<double> falseAlarms, ReadOnlySpan<double> misses)
    {
        Check(falseAlarms, nameof(falseAlarms));
        Check(misses, nameof(misses));
        if (falseAlarms.Length > 1 && misses.Length > 1 && falseAlarms.Length != misses.Length)
        {
            throw Require.Misfit($"misses has {misses.Length} elements and falseAlarms {falseAlarms.Length}; each must have one, or one a row.", nameof(misses));
        }

        this.falseAlarms = falseAlarms.ToArray();
        this.misses = misses.ToArray();
    }

    /// <summary>The same costs of all rows.</summary>
    /// <param name="falseAlarm">In [0, 10²⁹⁰].</param>
    /// <param name="miss">In [0, 10²⁹⁰].</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is outside its range.</exception>
    public MistakeCosts(double falseAlarm, double miss)
        : this([falseAlarm], [miss])
    {
    }

    /// <summary>Rows that have costs of their own; 1 where all rows cost the same.</summary>
    public int Count => Math.Max(falseAlarms.Length, misses.Length);

    /// <summary>What an alarm costs on a row that is not of the class.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public double FalseAlarm(int row) => Of(falseAlarms, row);

    /// <summary>What a row of the class costs that is missed.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public double Miss(int row) => Of(misses, row);

    /// <summary>The expected cost of no alarm as a share of that of both mistakes, p·m/(p·m + (1 − p)·f): the higher, the rather an alarm; 0 where neither costs.</summary>
    /// <remarks>An alarm costs no more than none, on the mean, from ½ on where probabilities are calibrated; <see cref="Tune"/> finds another threshold where they are not.</remarks>
    /// <param name="probability">Of the class, in [0, 1].</param>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is outside [0, 1], or there is no such row.</exception>
    public double Score(double probability, int row)
    {
        Require.That(probability is >= 0 and <= 1, probability, nameof(probability), "in [0, 1]");
        var (missed, alarmed) = (probability * Miss(row), (1 - probability) * FalseAlarm(row));
        return missed == 0 ? 0 : missed / (missed + alarmed);
    }

    /// <summary>Costs of the given rows.</summary>
    internal MistakeCosts Of(int[] rows) => new(
        falseAlarms.Length == 1 ? falseAlarms : [.. rows.Select(row => falseAlarms[row])],
        misses.Length == 1 ? misses : [.. rows.Select(row => misses[row])]);

    /// <summary>Refuses costs of another number of rows.</summary>
    internal void Fit(int rowCount, string parameter)
    {
        if (Count != 1 && Count != rowCount)
        {
            throw Require.Misfit($"{parameter} has {Count} costs for {rowCount} rows; it must have one, or one a row.", parameter);
        }
    }

    private double Of(double[] costs, int row)
    {
        if (Count == 1)
        {
            Require.AtLeast(row, 0, nameof(row));
        }
        else
        {
            Require.Index(row, Count, nameof(row));
        }

        return costs[costs.Length == 1 ? 0 : row];
    }

    private static void Check(ReadOnlySpan<double> costs, string name)
    {
        if (costs.IsEmpty)
        {
            throw Require.Misfit($"{name} has no elements; it must have one, or one a row.", name);
        }

        for (var row = 0; row < costs.Length; row++)
        {
            Require.That(costs[row] >= 0 && costs[row] <= Greatest, costs[row], $"{name}[{row}]", "in [0, 1E+290]", name);
        }
    }
}
