using Counterweight.Neighbors;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>Where SMOTE-NC and SMOTE-N of imbalanced-learn make other rows than ours, and that nothing else makes them.</summary>
public sealed class GoldenNominalTests
{
    [Fact]
    public void ADifferentNominalValueCountsTheWholeMedian()
    {
        var golden = OverSamplingFile.All["smote-nc-metric"];
        Assert.NotEmpty(golden.Note);
        var own = golden.Own;
        double[] deviations = [.. Numbers(golden).Select(f => Deviation([.. own.Select(row => (double)golden.Value(row, f))])).Order()];
        var median = (deviations[(deviations.Length - 1) / 2] + deviations[deviations.Length / 2]) / 2;

        // Theirs divide by n, and the square of the median is halved.
        Assert.Equal(golden.Median, median * Math.Sqrt((own.Length - 1.0) / own.Length), 1e-9);
        var (theirs, ours) = (Lists(golden, golden.Median * golden.Median / 2), Lists(golden, median * median));
        var made = OverSamplingReplay.Make(golden);
        var moved = 0;
        for (var i = 0; i < golden.Steps.Length; i++)
        {
            var (their, our) = (theirs[golden.Parents[i]], ours[golden.Parents[i]]);
            moved += their[golden.Neighbors[i]] == our[golden.Neighbors[i]] ? 0 : 1;
            foreach (var f in Numbers(golden))
            {
                Assert.Equal(Between(golden, i, own[their[golden.Neighbors[i]]], f), golden.NewValue(i, f), OverSamplingReplay.Tolerance * 10);
                Assert.Equal(Between(golden, i, own[our[golden.Neighbors[i]]], f), made[(i * golden.Features) + f], OverSamplingReplay.Tolerance * 10);
            }
        }

        Assert.InRange(moved, 1, golden.Steps.Length / 2);
    }

    [Fact]
    public void OfEquallyFrequentValuesThatOfTheNearestComesFirst()
    {
        var golden = OverSamplingFile.All["smote-nc-metric"];
        var (own, made, other) = (golden.Own, OverSamplingReplay.Make(golden), 0);
        var theirs = Lists(golden, golden.Median * golden.Median / 2);
        var ours = Lists(golden, Math.Pow(golden.Median, 2) * own.Length / (own.Length - 1.0));
        for (var i = 0; i < golden.Parents.Length; i++)
        {
            foreach (var f in golden.Nominal!)
            {
                var (their, our) = (MostFrequent(golden, theirs[golden.Parents[i]], f), MostFrequent(golden, ours[golden.Parents[i]], f));
                Assert.Contains(golden.NewValue(i, f), their);
                Assert.Equal(our[0], made[(i * golden.Features) + f]);
                other += their.Length > 1 && golden.NewValue(i, f) != their[0] ? 1 : 0;
            }
        }

        // By lot: another than the nearest's in some rows.
        Assert.True(other > 0);
    }

    [Fact]
    public void OfEquallyFrequentValuesThatOfTheParentComesFirst()
    {
        var golden = OverSamplingFile.All["smote-n-ties"];
        Assert.NotEmpty(golden.Note);
        var (made, lists, other) = (OverSamplingReplay.Make(golden), Lists(golden, 0), 0);
        for (var i = 0; i < golden.Parents.Length; i++)
        {
            for (var f = 0; f < golden.Features; f++)
            {
                // The parent votes in both.
                var values = MostFrequent(golden, [golden.Parents[i], .. lists[golden.Parents[i]]], f);
                Assert.Equal(values.Min(), golden.NewValue(i, f));
                Assert.Equal(values[0], made[(i * golden.Features) + f]);
                other += values[0] > values.Min() ? 1 : 0;
            }
        }

        Assert.True(other > 0);
    }

    private static int[] Numbers(OverSamplingCase golden) => [.. Enumerable.Range(0, golden.Features).Except(golden.Nominal!)];

    private static double Deviation(double[] values) => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));

    private static double Between(OverSamplingCase golden, int i, int neighbor, int f)
    {
        var a = (double)golden.Value(golden.Own[golden.Parents[i]], f);
        return a + (golden.Steps[i] * (golden.Value(neighbor, f) - a));
    }

    /// <summary>The values that most rows have, in the order in which they come.</summary>
    private static float[] MostFrequent(OverSamplingCase golden, int[] places, int f)
    {
        var votes = places.Select(place => golden.Value(golden.Own[place], f)).GroupBy(value => value).Select(alike => (alike.Key, Count: alike.Count())).ToArray();
        return [.. votes.Where(vote => vote.Count == votes.Max(other => other.Count)).Select(vote => vote.Key)];
    }

    /// <summary>Neighbors of each row of the class, as places in it: nominal features by a squared difference, or, where all are nominal, by class frequencies.</summary>
    private static int[][] Lists(OverSamplingCase golden, double mismatch)
    {
        NominalFeature[] nominal = golden.Nominal is null
            ? [.. Enumerable.Range(0, golden.Features).Select(f => NominalFeature.FromLabels(f, 8, [.. golden.Labels.Select((_, row) => (int)golden.Value(row, f))], golden.Labels, 2))]
            : [.. golden.Nominal.Select(f => NominalFeature.Mismatch(f, 3, (float)mismatch))];
        var own = golden.Own;
        float[] points = [.. own.SelectMany(row => golden.X.AsSpan(row * golden.Features, golden.Features).ToArray())];
        var (lists, distances) = (new int[own.Length * golden.K], new float[own.Length * golden.K]);
        NearestNeighbors.SearchSelf(points, golden.Features, golden.K, lists, distances, new() { NominalFeatures = nominal });
        return [.. lists.Chunk(golden.K)];
    }
}
