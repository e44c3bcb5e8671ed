using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Parents in danger, and the second kind's neighbors of other classes.</summary>
public sealed class BorderlineSmoteTests
{
    [Theory]
    [InlineData(BorderlineKind.First, 10)]
    [InlineData(BorderlineKind.Second, 10)]
    [InlineData(BorderlineKind.First, 5)]
    [InlineData(BorderlineKind.Second, 3)]
    public void ParentsAreInDanger(BorderlineKind kind, int m)
    {
        var rows = new Rows(500, 2, 1, 0.6, 0.3, 0.1);
        var own = rows.OfClass(1);
        var made = rows.Make(new BorderlineSmote(kind, 4, m), $"1:{own.Length + 3000}");
        var inDanger = own.Where(row => Others(rows, row, m) is var others && 2 * others >= m && others < m).ToArray();
        Assert.True(inDanger.Length > 10 && inDanger.Length < own.Length);
        Assert.Equal(inDanger, made.Parents.ToArray().Distinct().Order());
        var fromOthers = 0;
        for (var i = 0; i < 3000; i++)
        {
            var (parent, neighbor, u) = (made.Parents.Span[i], made.Neighbors.Span[i], made.Steps.Span[i]);
            if (rows.Labels[neighbor] == 1)
            {
                Assert.True(i % 50 != 0 || rows.Nearest(parent, own, 4).Contains(neighbor));
            }
            else
            {
                fromOthers++;
                Assert.InRange(u, 0, 0.49999997f);
                Assert.True(i % 50 != 0 || rows.Nearest(parent, Enumerable.Range(0, 500).Where(row => rows.Labels[row] != 1), 1)[0] == neighbor);
            }

            Assert.Equal(MathF.FusedMultiplyAdd(u, rows.Of(neighbor)[1] - rows.Of(parent)[1], rows.Of(parent)[1]), rows.New(made, i)[1]);
        }

        // One of five choices, within five standard deviations.
        Assert.InRange(fromOthers, kind == BorderlineKind.First ? 0 : 490, kind == BorderlineKind.First ? 0 : 710);
    }

    [Fact]
    public void WithoutRowsInDangerAllAreParents()
    {
        float[] features = [.. Enumerable.Range(0, 30).Select(i => (float)i), .. Enumerable.Range(0, 12).Select(i => 1000f + (i * i))];
        int[] labels = [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(1, 12)];
        foreach (var kind in Enum.GetValues<BorderlineKind>())
        {
            var strategy = SamplingStrategy.Counts((1, 500));
            var made = new BorderlineSmote(kind).Resample(new(features, 1, labels), strategy, 1);
            Assert.Equal(new Smote().Resample(new(features, 1, labels), strategy, 1).Features.ToArray(), made.Features.ToArray());

            // A chosen neighbor that only the second kind has is then the furthest.
            var destination = new Outputs(1, 1);
            new BorderlineSmote(kind).Generate(new(features, 1, labels), SamplingStrategy.Counts((1, 13)), new(1) { Parents = [0], Neighbors = [kind == BorderlineKind.Second ? 5 : 4] }, new(destination.Features, destination.Labels) { Neighbors = destination.Neighbors });
            Assert.Equal(35, destination.Neighbors[0]);
        }
    }

    [Fact]
    public void FewRowsAndBadOptions()
    {
        Assert.Throws<ArgumentOutOfRangeException>("kind", () => new BorderlineSmote((BorderlineKind)2));
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new BorderlineSmote(neighborCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>("dangerNeighborCount", () => new BorderlineSmote(dangerNeighborCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>("few", () => new BorderlineSmote(few: (FewRows)2));
        var rows = new Rows(8, 2, 1, 0.6, 0.4);
        Assert.Throws<ArgumentException>(() => rows.Make(new BorderlineSmote(neighborCount: 7), "1:8"));
        Assert.Equal(200 + 8, rows.Make(new BorderlineSmote(BorderlineKind.Second, 50, 50, FewRows.UseAll), $"1:{rows.OfClass(1).Length + 200}", threads: 2).RowCount);
    }

    private static int Others(Rows rows, int row, int m) => rows.Nearest(row, Enumerable.Range(0, rows.Labels.Length), m).Count(neighbor => rows.Labels[neighbor] != rows.Labels[row]);
}
