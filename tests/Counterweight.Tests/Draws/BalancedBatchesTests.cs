using Counterweight.Draws;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>Balanced batches: shares as asked, every row once a round, each batch by its number alone.</summary>
public sealed class BalancedBatchesTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 200).Select(row => row % 40 == 3 ? 2 : row % 5 == 1 ? 0 : 1)];

    /// <summary>Classes of as many rows are not shuffled alike, or rows of two classes would always meet.</summary>
    [Fact]
    public void ClassesHaveOrdersOfTheirOwn()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(row => row % 3)];
        var batches = BalancedBatches.Equal(labels, 3, 60, new(1));
        var batch = new int[60];
        batches.Fill(0, batch);
        int[][] places = [.. batch.Chunk(20).Select(rows => rows.Select(row => row / 3).ToArray())];
        Assert.All(places, order => Assert.Equal(Enumerable.Range(0, 20), order.Order()));
        Assert.NotEqual(places[0], places[1]);
        Assert.NotEqual(places[1], places[2]);
    }

    [Fact]
    public void EveryClassGoesRoundInAnOrderOfItsOwn() => Prop.ForAll(
        (from counts in Gen.Choose(0, 9).ArrayOf(3)
         from seed in Gen.Choose(0, 100)
         where counts.Sum() > 0
         select (counts, seed)).ToArbitrary(),
        sample =>
        {
            var batches = BalancedBatches.WithCounts(Labels, sample.counts, new((ulong)sample.seed));
            var batch = new int[batches.BatchSize];
            Assert.Equal(sample.counts.Sum(), batch.Length);
            var seen = new List<int>[] { [], [], [] };
            for (var b = 0; b < 45; b++)
            {
                batches.Fill(b, batch);
                Assert.Equal(batch.Select(row => Labels[row]), Enumerable.Range(0, 3).SelectMany(c => Enumerable.Repeat(c, sample.counts[c])));
                foreach (var row in batch)
                {
                    seen[Labels[row]].Add(row);
                }
            }

            for (var c = 0; c < 3; c++)
            {
                int[] rows = [.. Enumerable.Range(0, Labels.Length).Where(row => Labels[row] == c)];
                var rounds = seen[c].Chunk(rows.Length).Where(round => round.Length == rows.Length).ToArray();
                Assert.All(rounds, round => Assert.Equal(rows, round.Order()));
                Assert.All(rounds.Zip(rounds.Skip(1)), pair => Assert.True(rows.Length < 10 || !pair.First.SequenceEqual(pair.Second)));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(301)]
    public void EqualSharesTakeTurns(int size)
    {
        var batches = BalancedBatches.Equal(Labels, 3, size, new(4, 4));
        var counts = new long[3];
        var batch = new int[size];
        for (var b = 0; b < 3; b++)
        {
            batches.Fill(b, batch);
            var here = ChiSquare.Count([.. batch.Select(row => Labels[row])], 3);
            Assert.All(here, count => Assert.InRange(count, size / 3, (size + 2) / 3));
            counts = [.. counts.Zip(here, (all, some) => all + some)];
        }

        Assert.Equal([size, size, size], counts);
    }

    [Fact]
    public void ABatchDependsOnItsNumberAlone()
    {
        var inOrder = BalancedBatches.Equal(Labels, 3, 50, new(9));
        var jumping = BalancedBatches.Equal(Labels, 3, 50, new(9));
        var other = BalancedBatches.Equal(Labels, 3, 50, new(10));
        var (expected, actual, different) = (new int[50], new int[50], new int[50]);
        foreach (var b in (int[])[7, 0, 39, 1, 1_000_000, 7])
        {
            for (var before = b < 100 ? 0 : b - 1; before <= b; before++)
            {
                inOrder.Fill(before, expected);
            }

            jumping.Fill(b, actual);
            other.Fill(b, different);
            Assert.Equal(expected, actual);
            Assert.NotEqual(expected, different);
        }
    }

    [Fact]
    public void AllOrdersAreEquallyLikely()
    {
        int[] labels = [1, 0, 0, 1, 0, 0];
        var batches = BalancedBatches.WithCounts(labels, [4, 2], new(12));
        var (batch, counts, both) = (new int[6], new long[24], new long[4]);
        for (var b = 0; b < 48_000; b++)
        {
            batches.Fill(b, batch);
            int[] rows = [1, 2, 4, 5];
            var code = 0;
            for (var i = 0; i < 4; i++)
            {
                var place = Array.IndexOf(rows, batch[i]);
                code = (code * (4 - i)) + place;
                rows = [.. rows.Where((_, j) => j != place)];
            }

            counts[code]++;
            both[(code < 12 ? 0 : 2) + (batch[4] == 0 ? 0 : 1)]++;
        }

        ChiSquare.AssertFits(counts, [.. Enumerable.Repeat(1.0 / 24, 24)]);
        ChiSquare.AssertFits(both, [0.25, 0.25, 0.25, 0.25]);
    }

    [Fact]
    public void TheLastBatchExists()
    {
        int[] labels = [.. new int[100_000], 1];
        var batches = BalancedBatches.WithCounts(labels, [1, 1 << 24], new(1));
        Assert.InRange(batches.BatchCount, 1 << 16, 1 << 21);
        Assert.Equal(int.MaxValue, BalancedBatches.Equal(Labels, 3, 64, new(1)).BatchCount);
        Assert.Equal(int.MaxValue, BalancedBatches.WithCounts([0, 0, 1], [1, 0], new(1)).BatchCount);
        var batch = new int[3];
        BalancedBatches.Equal(Labels, 3, 3, new(1)).Fill(int.MaxValue - 1, batch);
        Assert.Equal([0, 1, 2], batch.Select(row => Labels[row]));
    }

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        Refuses<ArgumentException>("Class 1 is absent from labels", () => BalancedBatches.Equal([0, 2], 3, 3, default));
        Refuses<ArgumentException>("Class 0 is absent from labels", () => BalancedBatches.WithCounts([], [1], default));
        Refuses<ArgumentOutOfRangeException>("labels[1] is 3;", () => BalancedBatches.Equal([0, 3, 1], 3, 3, default));
        Refuses<ArgumentOutOfRangeException>("labels[0] is -1;", () => BalancedBatches.WithCounts([-1, 0], [1], default));
        Refuses<ArgumentOutOfRangeException>("classCount is 0; it must be at least 1.", () => BalancedBatches.Equal([], 0, 3, default));
        Refuses<ArgumentOutOfRangeException>("batchSize is 0; it must be at least 1.", () => BalancedBatches.Equal([0], 1, 0, default));
        Refuses<ArgumentOutOfRangeException>("rowsPerBatch[1] is -1; it must be at least 0.", () => BalancedBatches.WithCounts([0], [1, -1], default));
        Refuses<ArgumentException>("rowsPerBatch sums to 0;", () => BalancedBatches.WithCounts([0], [0], default));
        Refuses<ArgumentException>("rowsPerBatch sums to 4294967294;", () => BalancedBatches.WithCounts([0, 1], [int.MaxValue, int.MaxValue], default));
        var batches = BalancedBatches.Equal([0, 1], 2, 2, default);
        int[] rows = [-1, -1, -1];
        Refuses<ArgumentException>("destination has 3 elements, BatchSize asks for 2.", () => batches.Fill(0, rows));
        Refuses<ArgumentOutOfRangeException>("batch is -1; it must be in [0, 2147483647).", () => batches.Fill(-1, rows.AsSpan(1)));
        Refuses<ArgumentOutOfRangeException>("batch is 2147483647;", () => batches.Fill(int.MaxValue, rows.AsSpan(1)));
        Assert.Equal([-1, -1, -1], rows);
    }

    private static void Refuses<TError>(string message, Action call)
        where TError : Exception => Assert.Contains(message, Assert.Throws<TError>(call).Message, StringComparison.Ordinal);

    [Fact]
    public void LongLabelsGiveTheSameBatches()
    {
        long[] labels = [.. Labels.Select(label => (long)label)];
        foreach (var (expected, batches) in ((BalancedBatches, BalancedBatches)[])
            [
                (BalancedBatches.Equal(Labels, 3, 16, new(5)), BalancedBatches.Equal(labels, 3, 16, new(5))),
                (BalancedBatches.WithCounts(Labels, [1, 7, 3], new(5)), BalancedBatches.WithCounts(labels, [1, 7, 3], new(5))),
            ])
        {
            var (one, other) = (new int[expected.BatchSize], new int[batches.BatchSize]);
            expected.Fill(9, one);
            batches.Fill(9, other);
            Assert.Equal(one, other);
        }

        labels[7] = (1L << 32) + 1;
        Assert.Contains("labels[7] is 4294967297", Assert.Throws<ArgumentOutOfRangeException>("labels", () => BalancedBatches.Equal(labels, 3, 16, new(5))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => BalancedBatches.WithCounts(labels, [1, 7, 3], new(5)));
    }
}
