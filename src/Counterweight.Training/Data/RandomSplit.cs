using Counterweight.Draws;

namespace Counterweight.Training.Data;

/// <summary>Training and test rows drawn at random, for rows that have no classes.</summary>
public sealed class RandomSplit
{
    private RandomSplit(int[] train, int[] test) => (TrainRows, TestRows) = (train, test);

    /// <summary>Rows to train on, ascending.</summary>
    public IReadOnlyList<int> TrainRows { get; }

    /// <summary>Rows held back, ascending.</summary>
    public IReadOnlyList<int> TestRows { get; }

    /// <summary>Splits rows at random.</summary>
    /// <remarks>
    /// ⌈fraction·rows⌉ rows are held back, but at least one row is left on either side. They are the first of a Fisher–Yates shuffle by
    /// Philox 4×32-10, of which <paramref name="seed"/> is the seed: the same split everywhere.
    /// </remarks>
    /// <param name="rowCount">Number of rows, at least 2.</param>
    /// <param name="testFraction">Fraction of the rows to hold back, in (0, 1).</param>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than two rows, or a fraction outside (0, 1).</exception>
    public static RandomSplit Create(int rowCount, double testFraction, ulong seed)
    {
        Require.AtLeast(rowCount, 2, nameof(rowCount));
        Require.That(testFraction is > 0 and < 1, testFraction, nameof(testFraction), "in (0, 1)");
        var rows = new int[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            rows[row] = row;
        }

        RandomOrder.Shuffle(SeedStreams.Of(seed, DrawPurpose.Split), 0, rows);
        var tests = (int)Math.Clamp(Math.Ceiling(testFraction * rowCount), 1, rowCount - 1);
        var (test, train) = (rows[..tests], rows[tests..]);
        Array.Sort(test);
        Array.Sort(train);
        return new RandomSplit(train, test);
    }
}
