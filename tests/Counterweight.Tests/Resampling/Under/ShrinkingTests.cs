using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Resampling.Under;

/// <summary>Neighbors of rows of which most go, in many rounds: lists run out and are searched again, and again.</summary>
public sealed class ShrinkingTests
{
    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 3, 3)]
    [InlineData(3, 1, 7)]
    public void ListsAreThoseOfAFullSearchOfWhatIsLeft(int seed, int threads, int count)
    {
        var cloud = Cloud.Create(seed, 2, 400);
        var random = new Random(seed);
        var marks = new int[cloud.Rows];
        var nearest = new int[cloud.Rows * count];
        using var neighborhood = new ShrinkingNeighborhood(cloud.Data, count, threads);
        for (var round = 0; ; round++)
        {
            int[] left = [.. Enumerable.Range(0, cloud.Rows).Where(row => marks[row] == 0)];
            if (left.Length == 0)
            {
                Assert.True(round > 10);
                break;
            }

            var found = neighborhood.Find(marks, count, nearest);
            Assert.Equal(Math.Min(count, left.Length - 1), found);
            foreach (var row in left)
            {
                Assert.Equal(left.Where(other => other != row).OrderBy(other => cloud.Squared(row, other)).Take(found), nearest[(row * found)..((row + 1) * found)]);
            }

            foreach (var row in left.Where(_ => random.Next(3) == 0).DefaultIfEmpty(left[0]))
            {
                marks[row] = 1;
            }
        }
    }
}
