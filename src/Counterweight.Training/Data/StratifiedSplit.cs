using Counterweight.Draws;

namespace Counterweight.Training.Data;

/// <summary>Training and test rows that hold every class in the same fraction.</summary>
public sealed class StratifiedSplit
{
    private StratifiedSplit(int[] train, int[] test)
    {
        TrainRows = train;
        TestRows = test;
    }

    /// <summary>Rows to train on, ascending.</summary>
    public IReadOnlyList<int> TrainRows { get; }

    /// <summary>Rows held back, ascending.</summary>
    public IReadOnlyList<int> TestRows { get; }

    /// <summary>Splits rows at random, class by class.</summary>
    /// <remarks>
    /// ⌈fraction·rows⌉ test rows are shared among the classes by largest remainder, as scikit-learn does, ties to the
    /// lowest class; then every class is moved to have at least one row on either side. The order within a class is a
    /// Fisher–Yates shuffle by Philox 4×32-10, of which
    /// <paramref name="seed"/> is the seed: the same split everywhere.
    /// </remarks>
    /// <param name="labels">One label a row, at least 0; any numbers.</param>
    /// <param name="testFraction">Fraction of the rows to hold back, in (0, 1).</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentException">A class has a single row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative label, or a fraction outside (0, 1).</exception>
    public static StratifiedSplit Create(ReadOnlySpan<int> labels, double testFraction, ulong seed)
    {
        Require.That(testFraction is > 0 and < 1, testFraction, nameof(testFraction), "in (0, 1)");
        var rowsOfClass = GroupByClass(labels);
        var testCounts = Apportion(rowsOfClass, (long)Math.Ceiling(testFraction * labels.Length), labels.Length);
        var isTest = new bool[labels.Length];
        var stream = SeedStreams.Of(seed, DrawPurpose.Split);
        var (total, shuffled) = (0, 0);
        for (var label = 0; label < rowsOfClass.Length; label++)
        {
            var rows = rowsOfClass[label];
            RandomOrder.Shuffle(stream, shuffled, rows);
            shuffled += rows.Length;
            total += testCounts[label];
            foreach (var row in rows.AsSpan(0, testCounts[label]))
            {
                isTest[row] = true;
            }
        }

        var test = new int[total];
        var train = new int[labels.Length - total];
        for (int row = 0, nextTest = 0, nextTrain = 0; row < labels.Length; row++)
        {
            if (isTest[row])
            {
                test[nextTest++] = row;
            }
            else
            {
                train[nextTrain++] = row;
            }
        }

        return new StratifiedSplit(train, test);
    }

    /// <summary>Rows of each class that has some, the lowest class first: a label may be any number.</summary>
    private static int[][] GroupByClass(ReadOnlySpan<int> labels)
    {
        var groups = new SortedDictionary<int, List<int>>();
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0)
            {
                throw Require.OutOfRange($"labels[{row}] is {labels[row]}; it must be at least 0.", nameof(labels));
            }

            if (!groups.TryGetValue(labels[row], out var rows))
            {
                groups.Add(labels[row], rows = []);
            }

            rows.Add(row);
        }

        foreach (var (label, rows) in groups)
        {
            if (rows.Count == 1)
            {
                throw Require.Misfit($"labels has one row of class {label}; a class must have two rows, one for each side.", nameof(labels));
            }
        }

        return [.. groups.Values.Select(rows => rows.ToArray())];
    }

    private static int[] Apportion(int[][] rowsOfClass, long tests, int rows)
    {
        var quotas = rowsOfClass.Select(group => (double)group.Length * tests / rows).ToArray();
        var counts = quotas.Select(quota => (int)quota).ToArray();
        var left = (int)(tests - counts.Sum(count => (long)count));
        var byRemainder = Enumerable.Range(0, counts.Length).OrderByDescending(label => quotas[label] - counts[label]);
        foreach (var label in byRemainder.Take(left))
        {
            counts[label]++;
        }

        for (var label = 0; label < counts.Length; label++)
        {
            counts[label] = Math.Clamp(counts[label], 1, rowsOfClass[label].Length - 1);
        }

        return counts;
    }
}
