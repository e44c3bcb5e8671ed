using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Finds columns that give the label away: those that hold it under another name, or are made from it.</summary>
/// <remarks>
/// In a small file a column may tell the classes by chance. Of n rows in classes of n_c rows, k values tell all classes apart with a
/// probability of at most C^k·Πn_c!/n!, and only a column for which that is tiny is judged.
/// </remarks>
internal sealed class LabelGiveaway
{
    private static readonly double LogLeastChance = Math.Log(1e-4);

    private readonly int[] labels;
    private readonly int[] classCounts;
    private readonly double logArrangements;

    public LabelGiveaway(LabelPlan label)
    {
        labels = label.Labels();
        classCounts = new int[label.Classes.Count];
        foreach (var row in labels)
        {
            if (row >= 0)
            {
                classCounts[row]++;
            }
        }

        logArrangements = LogFactorial(classCounts.Sum()) - classCounts.Sum(LogFactorial);
    }

    /// <summary>What a column tells of the label.</summary>
    /// <returns>Why it is left out, or what the user should know of it; both null: nothing.</returns>
    public (string? Reason, string? Note) Judge(ColumnFacts facts, ColumnKind kind)
    {
        var areApart = kind == ColumnKind.Number && AreApart(facts.View());
        var values = 0;
        var classOfValue = facts.Column.Kind == RawColumnKind.Coded ? ClassOfValue(facts, out values) : null;
        if (classOfValue is null || LogChance(values) > LogLeastChance)
        {
            return (null, areApart ? Note(facts) : null);
        }

        if (values == classCounts.Length && classOfValue.Where(value => value >= 0).Distinct().Count() == values)
        {
            return (string.Create(CultureInfo.InvariantCulture, $"gives the label away: each of its {values} values has a class of its own"), null);
        }

        return kind == ColumnKind.Category
            ? (string.Create(CultureInfo.InvariantCulture, $"gives the label away: each of its {values} values is found in one class alone"), null)
            : (null, Note(facts));
    }

    private static string Note(ColumnFacts facts) =>
        $"column '{FilePlace.OneLine(facts.Column.Name)}' alone tells all classes apart: is it known before the label is? (--ignore leaves it out)";

    private static double LogFactorial(int n)
    {
        // Stirling's series is exact to double precision from here on.
        const int Large = 64;
        if (n >= Large)
        {
            return (n * Math.Log(n)) - n + (0.5 * Math.Log(2 * Math.PI * n)) + (1.0 / (12.0 * n)) - (1.0 / (360.0 * n * n * n));
        }

        var sum = 0.0;
        for (var i = 2; i <= n; i++)
        {
            sum += Math.Log(i);
        }

        return sum;
    }

    private double LogChance(int values) => (values * Math.Log(classCounts.Length)) - logArrangements;

    // The class of each code, −2 where it has no row; null where a value has rows of two classes. Missing values count as one value.
    private int[]? ClassOfValue(ColumnFacts facts, out int values)
    {
        const int None = -2;
        var column = facts.Column;
        var valueOfCode = Enumerable.Range(0, column.Texts.Count).ToArray();
        var firstMissing = -1;
        for (var code = 0; code < valueOfCode.Length; code++)
        {
            if (facts.IsMissing(column.Texts[code]))
            {
                firstMissing = firstMissing < 0 ? code : firstMissing;
                valueOfCode[code] = firstMissing;
            }
        }

        var classes = new int[valueOfCode.Length];
        Array.Fill(classes, None);
        values = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0)
            {
                continue;
            }

            var value = valueOfCode[column.Codes[row]];
            if (classes[value] == None)
            {
                classes[value] = labels[row];
                values++;
            }
            else if (classes[value] != labels[row])
            {
                return null;
            }
        }

        return classes;
    }

    // Whether no class reaches into the range of another.
    private bool AreApart(ReadOnlySpan<double> numbers)
    {
        // Classes of most columns reach into each other within their first rows.
        const int FirstRows = 1 << 10;
        const int Factor = 8;
        var lowest = new double[classCounts.Length];
        var highest = new double[classCounts.Length];
        Array.Fill(lowest, double.PositiveInfinity);
        Array.Fill(highest, double.NegativeInfinity);
        if (LogChance(classCounts.Length) > LogLeastChance)
        {
            return false;
        }

        for (long first = 0, next = FirstRows; first < numbers.Length; first = next, next *= Factor)
        {
            var end = (int)Math.Min(next, numbers.Length);
            if (!Widen(lowest, highest, numbers[..end], (int)first) || Overlap(lowest, highest))
            {
                return false;
            }
        }

        return true;
    }

    // False where a number is missing.
    private bool Widen(double[] lowest, double[] highest, ReadOnlySpan<double> numbers, int first)
    {
        for (var row = first; row < numbers.Length; row++)
        {
            var label = labels[row];
            if (label < 0)
            {
                continue;
            }

            if (double.IsNaN(numbers[row]))
            {
                return false;
            }

            lowest[label] = Math.Min(lowest[label], numbers[row]);
            highest[label] = Math.Max(highest[label], numbers[row]);
        }

        return true;
    }

    // Classes without a row yet lie beyond all others.
    private static bool Overlap(double[] lowest, double[] highest)
    {
        double[] from = [.. lowest], to = [.. highest];
        Array.Sort(from, to);
        for (var i = 1; i < from.Length; i++)
        {
            if (from[i] <= to[i - 1])
            {
                return true;
            }
        }

        return false;
    }
}
