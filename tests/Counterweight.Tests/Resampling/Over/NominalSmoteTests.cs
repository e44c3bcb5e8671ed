using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>SMOTE with nominal features, some or all.</summary>
public sealed class NominalSmoteTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public void NumbersLieBetweenAndNominalFeaturesAreVotedFor(int numbers)
    {
        var rows = new Rows(300, numbers + 2, 1, 0.7, 0.3);
        var random = new Random(2);
        for (var row = 0; row < 300; row++)
        {
            rows.Features[row * (numbers + 2)] = random.Next(3);
            rows.Features[(row * (numbers + 2)) + numbers + 1] = random.Next(2) * 5;
        }

        var own = rows.OfClass(1);
        var made = rows.Make(new SmoteNC([numbers + 1, 0], 4), $"1:{own.Length + 500}", threads: 2);
        var deviations = Enumerable.Range(1, numbers).Select(f => Deviation([.. own.Select(row => (double)rows.Of(row)[f])])).Order().ToArray();
        var median = (deviations[numbers / 2] + deviations[(numbers - 1) / 2]) / 2;
        for (var i = 0; i < 500; i++)
        {
            var (parent, neighbor, u) = (made.Parents.Span[i], made.Neighbors.Span[i], made.Steps.Span[i]);
            var neighbors = own.Where(row => row != parent).OrderBy(row => Distance(rows, parent, row, median)).ThenBy(row => row).Take(4).ToArray();
            Assert.Contains(neighbor, neighbors);
            foreach (var f in (int[])[0, numbers + 1])
            {
                Assert.Equal(Winner([.. neighbors.Select(row => rows.Of(row)[f])]), rows.New(made, i)[f]);
            }

            for (var f = 1; f <= numbers; f++)
            {
                Assert.Equal(MathF.FusedMultiplyAdd(u, rows.Of(neighbor)[f] - rows.Of(parent)[f], rows.Of(parent)[f]), rows.New(made, i)[f]);
            }
        }
    }

    [Fact]
    public void AllFeaturesAreVotedForByParentAndNeighbors()
    {
        // The example of the paper: A B C D E and its neighbors A F C G N and H B C D N make A B C D N.
        float[] class1 = [0, 0, 0, 0, 0, /**/ 0, 1, 0, 1, 1, /**/ 1, 0, 0, 0, 1];
        float[] class0 = [1, 1, 0, 1, 0, /**/ 1, 1, 0, 1, 1, /**/ 1, 1, 0, 1, 0, /**/ 0, 1, 0, 1, 1];
        var made = new SmoteN(2).Resample(new([.. class1, .. class0], 5, [1, 1, 1, 0, 0, 0, 0]), SamplingStrategy.Counts((1, 20)), 1);
        for (var i = 0; i < 17; i++)
        {
            Assert.Equal([0, 0, 0, 0, 1], made.Features.Span.Slice((7 + i) * 5, 5).ToArray());
            Assert.InRange(made.Parents.Span[i], 0, 2);
            Assert.Equal((made.Parents.Span[i], 0f), (made.Neighbors.Span[i], made.Steps.Span[i]));
        }
    }

    [Fact]
    public void OfEquallyFrequentValuesTheParentsComesFirst()
    {
        var rows = new Rows(200, 3, 3, 0.6, 0.4);
        var random = new Random(4);
        for (var i = 0; i < rows.Features.Length; i++)
        {
            rows.Features[i] = random.Next(4);
        }

        var own = rows.OfClass(1);
        var made = rows.Make(new SmoteN(3), $"1:{own.Length + 400}", threads: 2);
        var tables = Enumerable.Range(0, 3).Select(f => NominalFeature.FromLabels(f, 4, [.. Enumerable.Range(0, 200).Select(row => (int)rows.Of(row)[f])], rows.Labels, 2)).ToArray();
        for (var i = 0; i < 400; i++)
        {
            var parent = made.Parents.Span[i];
            var neighbors = own.Where(row => row != parent)
                .OrderBy(row => Enumerable.Range(0, 3).Select(f => tables[f].SquaredDifferences[((int)rows.Of(parent)[f] * 4) + (int)rows.Of(row)[f]]).Aggregate((a, b) => a + b))
                .ThenBy(row => row).Take(3).ToArray();
            for (var f = 0; f < 3; f++)
            {
                Assert.Equal(Winner([rows.Of(parent)[f], .. neighbors.Select(row => rows.Of(row)[f])]), rows.New(made, i)[f]);
            }

            Assert.Equal(rows.Weights[parent], made.SampleWeights.Span[200 + i]);
        }
    }

    [Fact]
    public void MissingCodesDoNotVote()
    {
        float[] features = [0, 1, 1, 1, 2, float.NaN, 3, 1, 4, 0, 50, 1];
        int[] labels = [1, 1, 1, 1, 1, 0];
        var scaled = new LabeledRows(features, 2, labels) { Metric = new() { MissingValues = MissingValues.Scale } };
        var made = new SmoteNC([1], 2).Resample(scaled, SamplingStrategy.Counts((1, 40)), 1);
        for (var i = 0; i < 35; i++)
        {
            Assert.False(float.IsNaN(made.Features.Span[12 + (2 * i) + 1]));
        }

        Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoteNC([1], 2).Resample(new(features, 2, labels), SamplingStrategy.Counts((1, 40)), 1));
    }

    [Fact]
    public void BadCodesAndOptions()
    {
        float[] features = [0, 0.5f, 1, 1, 2, 0];
        int[] labels = [0, 1, 1];
        var exception = Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoteNC([1], 1).Resample(new(features, 2, labels), SamplingStrategy.Auto, 1));
        Assert.Contains("features[1] is 0.5; feature 1 is nominal", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoteN(1).Resample(new(features, 2, labels), SamplingStrategy.Auto, 1));
        features[1] = 4096;
        Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoteN(1).Resample(new(features, 2, labels), SamplingStrategy.Auto, 1));
        exception = Assert.Throws<ArgumentOutOfRangeException>("nominalFeatures", () => new SmoteNC([2, 0], 1).Resample(new(features, 2, labels), SamplingStrategy.Auto, 1));
        Assert.StartsWith("nominalFeatures has 2; the rows have the features [0, 2).", exception.Message, StringComparison.Ordinal);
        Assert.Contains("All features are nominal", Assert.Throws<ArgumentException>("rows", () => new SmoteNC([0, 1], 1).Resample(new(features, 2, labels), SamplingStrategy.Auto, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("nominalFeatures", () => new SmoteNC([]));
        Assert.StartsWith("nominalFeatures has 3 twice.", Assert.Throws<ArgumentException>("nominalFeatures", () => new SmoteNC([3, 1, 3])).Message, StringComparison.Ordinal);
        Assert.StartsWith("nominalFeatures[1] is -1; it must be at least 0.", Assert.Throws<ArgumentOutOfRangeException>("nominalFeatures", () => new SmoteNC([3, -1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new SmoteNC([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>("few", () => new SmoteNC([1], 5, (FewRows)7));
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new SmoteN(0));
        Assert.Throws<ArgumentOutOfRangeException>("few", () => new SmoteN(5, (FewRows)7));
        Assert.Throws<ArgumentException>("rows", () => new SmoteN(3).Resample(new([0, 1, 1], 1, [0, 0, 1]), SamplingStrategy.Auto, 1));
        float[] missing = [float.NaN, float.NaN, float.NaN];
        var none = Assert.Throws<ArgumentException>("rows", () => new SmoteN(1).Resample(new LabeledRows(missing, 1, [0, 1, 1]) { Metric = new() { MissingValues = MissingValues.Scale } }, SamplingStrategy.All, 1));
        Assert.Contains("Feature 0 is nominal and has no value", none.Message, StringComparison.Ordinal);
        var named = Assert.Throws<ArgumentException>("rows", () => new Smote(1).Resample(new LabeledRows([0, 1, 0], 1, [0, 1, 1]) { Metric = new() { NominalFeatures = new[] { NominalFeature.Mismatch(0, 2, 1) } } }, SamplingStrategy.All, 1));
        Assert.Contains("nominal features, which cannot be interpolated", named.Message, StringComparison.Ordinal);
    }

    private static double Deviation(double[] values) => Math.Sqrt(values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1));

    private static double Distance(Rows rows, int one, int other, double median)
    {
        var sum = 0.0;
        for (var f = 0; f < rows.FeatureCount; f++)
        {
            var difference = (double)rows.Of(one)[f] - rows.Of(other)[f];
            sum += f > 0 && f < rows.FeatureCount - 1 ? difference * difference : difference != 0 ? median * median : 0;
        }

        return sum;
    }

    private static float Winner(float[] votes) => votes.GroupBy(vote => vote).OrderByDescending(group => group.Count()).ThenBy(group => Array.IndexOf(votes, group.Key)).First().Key;
}
