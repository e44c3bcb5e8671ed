using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Rows between a row and a neighbor of its class.</summary>
public sealed class SmoteTests
{
    [Theory]
    [InlineData(300, 1)]
    [InlineData(2000, 3)]
    [InlineData(300, 16)]
    [InlineData(300, 28)]
    [InlineData(200, 67)]
    public void EachNewRowIsThatOfItsProvenance(int count, int featureCount)
    {
        var rows = new Rows(count, featureCount, 1, 0.1, 0.6, 0.3);
        var made = rows.Make(new Smote());
        int[] sizes = [rows.OfClass(0).Length, rows.OfClass(1).Length, rows.OfClass(2).Length];
        var added = made.RowCount - made.OriginalCount;
        Assert.Equal((3 * sizes.Max()) - count, added);
        Assert.Equal(rows.Features, made.Features.Span[..rows.Features.Length].ToArray());
        Assert.Equal(rows.Labels, made.Labels.Span[..count].ToArray());
        Assert.Equal(rows.Weights, made.SampleWeights.Span[..count].ToArray());
        for (var i = 0; i < added; i++)
        {
            var (parent, neighbor, u) = (made.Parents.Span[i], made.Neighbors.Span[i], made.Steps.Span[i]);
            var label = i < sizes.Max() - sizes[0] ? 0 : 2;
            Assert.Equal(label, made.Labels.Span[count + i]);
            Assert.Equal(label, rows.Labels[parent]);
            Assert.InRange(u, 0, OverChecks.LargestStep);
            Assert.Equal(Between(rows.Weights[parent], rows.Weights[neighbor], u), made.SampleWeights.Span[count + i]);
            for (var f = 0; f < featureCount; f++)
            {
                Assert.Equal(Between(rows.Of(parent)[f], rows.Of(neighbor)[f], u), rows.New(made, i)[f]);
            }

            if (i % 17 == 0)
            {
                Assert.Contains(neighbor, rows.Nearest(parent, rows.OfClass(label), 5));
            }
        }
    }

    [Fact]
    public void EachPairIsDrawnAsOften()
    {
        var rows = new Rows(40, 2, 3, 0.5, 0.5);
        var own = rows.OfClass(1);
        var made = rows.Make(new Smote(3), $"1:{own.Length + 60000}");
        var seen = made.Parents.ToArray().Zip(made.Neighbors.ToArray()).GroupBy(pair => pair).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(3 * own.Length, seen.Count);
        var expected = 60000.0 / seen.Count;
        var squares = seen.Values.Sum(count => (count - expected) * (count - expected) / expected);

        // χ² of pairs − 1 degrees of freedom: mean and five standard deviations.
        Assert.InRange(squares, 0, seen.Count + (5 * Math.Sqrt(2.0 * seen.Count)));
        Assert.Equal(0.5, made.Steps.ToArray().Average(step => (double)step), 0.01);
        Assert.InRange(made.Steps.ToArray().Max(), 0.999f, 1);
    }

    [Fact]
    public void ARowDependsOnItsPlaceAlone()
    {
        var rows = new Rows(500, 5, 4, 0.3, 0.5, 0.2);
        var few = rows.Make(new Smote(), $"0:{rows.OfClass(0).Length + 300}");
        var many = rows.Make(new Smote(), $"0:{rows.OfClass(0).Length + 1000}, 2:{rows.OfClass(2).Length + 5}", threads: 3);
        Assert.Equal(few.Features.ToArray(), many.Features.ToArray().Take(few.Features.Length));
        Assert.Equal(few.Parents.ToArray(), many.Parents.ToArray().Take(300));
        Assert.NotEqual(few.Parents.ToArray(), rows.Make(new Smote(), $"0:{rows.OfClass(0).Length + 300}", seed: 8).Parents.ToArray());
    }

    [Fact]
    public void ChoicesOfOnesOwn()
    {
        var rows = new Rows(60, 3, 5, 0.7, 0.3);
        var own = rows.OfClass(1);
        int[] parents = [own.Length - 1, 0, 2];
        int[] neighbors = [0, 4, 1];
        float[] steps = [0, 0.5f, 1];
        var destination = new Outputs(3, 3);
        new Smote().Generate(rows.Original, SamplingStrategy.Counts((1, own.Length + 3)), new(1) { Parents = parents, Neighbors = neighbors, Steps = steps }, destination.Rows);
        Assert.Equal(parents.Select(parent => own[parent]), destination.Parents);
        Assert.Equal(parents.Zip(neighbors, (parent, neighbor) => rows.Nearest(own[parent], own, 5)[neighbor]), destination.Neighbors);
        Assert.Equal([0, 0.5f, OverChecks.LargestStep], destination.Steps);
    }

    [Fact]
    public void EachNewRowLiesBetweenParentAndNeighbor() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<float>>(),
            ArbMap.Default.ArbFor<ulong>(),
            (NonEmptyArray<float> values, ulong seed) =>
            {
                float[] features = [.. values.Item.Select(value => float.IsFinite(value) ? Math.Clamp(value, -8e37f, 8e37f) : 1), 3e-39f, -1e8f, 5];
                var labels = features.Select((_, i) => i == 0 ? 0 : 1).Append(2).ToArray();
                float[] all = [.. features, 0];
                var made = new Smote(2).Resample(new(all, 1, labels), SamplingStrategy.Counts((1, features.Length + 500)), seed);
                for (var i = 0; i < made.Parents.Length; i++)
                {
                    var (a, b, x) = (all[made.Parents.Span[i]], all[made.Neighbors.Span[i]], made.Features.Span[all.Length + i]);
                    if (labels[made.Neighbors.Span[i]] != 1 || !(x >= Math.Min(a, b) && x <= Math.Max(a, b)))
                    {
                        return false;
                    }
                }

                return true;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void DuplicatesAreNeighbors()
    {
        float[] features = [1, 1, 1, 5, 9];
        var made = new Smote(1).Resample(new(features, 1, [1, 1, 1, 0, 1]), SamplingStrategy.Counts((1, 64)), 1);
        for (var i = 0; i < made.Parents.Length; i++)
        {
            Assert.NotEqual(made.Parents.Span[i], made.Neighbors.Span[i]);
            Assert.Equal(made.Parents.Span[i] == 4 ? 0 : 1, made.Parents.Span[i] == 4 ? made.Neighbors.Span[i] : (int)features[made.Neighbors.Span[i]]);
            Assert.True(made.Parents.Span[i] == 4 || made.Features.Span[5 + i] == 1);
        }
    }

    [Fact]
    public void ConstantFeaturesStayConstant()
    {
        var rows = new Rows(100, 4, 6, 0.8, 0.2);
        for (var i = 0; i < 100; i++)
        {
            rows.Features[(i * 4) + 2] = 0.1f;
        }

        var made = rows.Make(new Smote());
        for (var i = 0; i < made.RowCount; i++)
        {
            Assert.Equal(0.1f, made.Features.Span[(i * 4) + 2]);
        }
    }

    [Fact]
    public void MissingFeaturesAreRefusedOrStayMissing()
    {
        var rows = new Rows(100, 4, 7, 0.7, 0.3);
        var own = rows.OfClass(1);
        rows.Features[(own[3] * 4) + 1] = float.NaN;
        var exception = Assert.Throws<ArgumentOutOfRangeException>("features", () => rows.Make(new Smote()));
        Assert.Contains($"features[{(own[3] * 4) + 1}] is NaN", exception.Message, StringComparison.Ordinal);
        var scaled = new LabeledRows(rows.Features, 4, rows.Labels) { Metric = new() { MissingValues = MissingValues.Scale } };
        var made = new Smote().Resample(scaled, SamplingStrategy.Auto, 1);
        var missing = 0;
        for (var i = 0; i < made.Parents.Length; i++)
        {
            var isMissing = made.Parents.Span[i] == own[3] || made.Neighbors.Span[i] == own[3];
            missing += isMissing ? 1 : 0;
            Assert.Equal(isMissing, float.IsNaN(rows.New(made, i)[1]));
            Assert.False(float.IsNaN(rows.New(made, i)[0]));
        }

        Assert.NotEqual(0, missing);
        rows.Features[5] = float.PositiveInfinity;
        Assert.Contains("features[5] is Infinity", Assert.Throws<ArgumentOutOfRangeException>("features", () => rows.Make(new Smote())).Message, StringComparison.Ordinal);
        rows.Features[5] = 1e38f;
        Assert.Throws<ArgumentOutOfRangeException>("features", () => rows.Make(new Smote()));
    }

    [Fact]
    public void TooFewRowsAreRefusedOrAllTaken()
    {
        float[] features = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1, 1, 2];
        var exception = Assert.Throws<ArgumentException>("rows", () => new Smote(3).Resample(new(features, 1, labels), SamplingStrategy.Counts((1, 6)), 1));
        Assert.Contains("Class 1 has 3 rows; 3 neighbors need at least 4.", exception.Message, StringComparison.Ordinal);
        var made = new Smote(3, FewRows.UseAll).Resample(new(features, 1, labels), SamplingStrategy.Counts((1, 60)), 1);
        Assert.Equal(6, made.Parents.ToArray().Zip(made.Neighbors.ToArray()).Distinct().Count());
        exception = Assert.Throws<ArgumentException>("rows", () => new Smote(3, FewRows.UseAll).Resample(new(features, 1, labels), SamplingStrategy.Auto, 1));
        Assert.Contains("Class 2 has one row", exception.Message, StringComparison.Ordinal);

        // A class that does not grow may have one row.
        Assert.Equal(10, new Smote(3).Resample(new(features, 1, labels), SamplingStrategy.Counts((2, 1)), 1).RowCount);
    }

    [Fact]
    public void BadOptions()
    {
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new Smote(0));
        Assert.Throws<ArgumentOutOfRangeException>("few", () => new Smote(5, (FewRows)2));
        Assert.Equal((5, FewRows.Refuse), (new Smote().NeighborCount, new Smote().Few));
    }

    private static float Between(float a, float b, float u) => MathF.FusedMultiplyAdd(u, b - a, a);
}
