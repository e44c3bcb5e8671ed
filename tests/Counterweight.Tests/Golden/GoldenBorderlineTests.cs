using Counterweight.Neighbors;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>The second kind of Borderline-SMOTE in imbalanced-learn: which rows are ours, and towards which rows the others lie.</summary>
public sealed class GoldenBorderlineTests
{
    private static readonly OverSamplingCase Golden = OverSamplingFile.All["borderline-2"];

    private static int[] Others => [.. Golden.Labels.Index().Where(row => row.Item != 1).Select(row => row.Index)];

    [Fact]
    public void RowsBetweenRowsOfTheClassAreTheirs()
    {
        var first = Golden with
        {
            Counts = [Golden.Counts[0], Golden.Own.Length + Golden.First],
            Parents = Golden.Parents[..Golden.First],
            Neighbors = Golden.Neighbors[..Golden.First],
            Steps = Golden.Steps[..Golden.First],
        };
        Assert.InRange(Golden.First, 10, 30);
        OverSamplingReplay.AssertClose(Golden.New[..(Golden.First * Golden.Features)], OverSamplingReplay.Make(first));
    }

    [Fact]
    public void OtherRowsLieTowardsTheNearestOfAnotherClass()
    {
        // Neighbor k is the nearest row of another class; the step is halved, as theirs is.
        var (made, count) = (Golden.Steps.Length, Golden.Steps.Length - Golden.First);
        var ours = OverSamplingReplay.Make(Golden with
        {
            Counts = [Golden.Counts[0], Golden.Own.Length + count],
            Parents = Golden.Parents[Golden.First..],
            Neighbors = [.. Enumerable.Repeat(Golden.K, count)],
            Steps = Golden.Steps[Golden.First..],
        });
        float[] own = [.. Golden.Own.SelectMany(row => Golden.X.AsSpan(row * Golden.Features, Golden.Features).ToArray())];
        var (lists, distances) = (new int[Golden.Own.Length * Golden.K], new float[Golden.Own.Length * Golden.K]);
        NearestNeighbors.SearchSelf(own, Golden.Features, Golden.K, lists, distances);
        var further = 0;
        for (var i = Golden.First; i < made; i++)
        {
            // Theirs: a neighbor's place in the class is taken for a place among the rows of other classes.
            var parent = Golden.Own[Golden.Parents[i]];
            var partner = Others[lists[(Golden.Parents[i] * Golden.K) + Golden.Neighbors[i]]];
            var nearest = Others.MinBy(row => Squared(parent, row));
            further += Squared(parent, partner) > Squared(parent, nearest) ? 1 : 0;
            for (var f = 0; f < Golden.Features; f++)
            {
                Assert.Equal(Between(parent, partner, Golden.Steps[i] / 2, f), Golden.NewValue(i, f), OverSamplingReplay.Tolerance * 10);
                Assert.Equal(Between(parent, nearest, Golden.Steps[i] / 2, f), ours[((i - Golden.First) * Golden.Features) + f], OverSamplingReplay.Tolerance * 10);
            }
        }

        // Some partner may be the nearest row by chance.
        Assert.InRange(further, count - 2, count);
    }

    [Fact]
    public void TotalsAreExact()
    {
        Assert.NotEmpty(Golden.Note);
        var asked = Golden.Counts[1] - Golden.Own.Length;
        Assert.Equal(asked - 1, Golden.New.Length / Golden.Features);
        Assert.Equal(asked, OverSamplingReplay.Make(Golden with { Parents = [], Neighbors = [], Steps = [] }).Length / Golden.Features);
    }

    private static double Between(int a, int b, double step, int f) => Golden.Value(a, f) + (step * (Golden.Value(b, f) - (double)Golden.Value(a, f)));

    private static double Squared(int a, int b) => Enumerable.Range(0, Golden.Features).Sum(f => Math.Pow((double)Golden.Value(a, f) - Golden.Value(b, f), 2));
}
