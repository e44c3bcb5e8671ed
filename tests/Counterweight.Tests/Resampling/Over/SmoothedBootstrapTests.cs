using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Rows with normal noise of the stated width.</summary>
public sealed class SmoothedBootstrapTests
{
    [Theory]
    [InlineData(3, 1)]
    [InlineData(28, 0.5)]
    [InlineData(300, 2)]
    public void ChosenNoiseIsMultipliedByTheBandwidth(int featureCount, double shrink)
    {
        var rows = new Rows(60, featureCount, 1, 0.7, 0.3);
        var own = rows.OfClass(1);
        for (var row = 0; row < 60; row++)
        {
            rows.Features[(row * featureCount) + 1] = 3;
        }

        int[] parents = [.. Enumerable.Range(0, 300).Select(i => i * 7 % own.Length)];
        float[] noise = [.. Enumerable.Range(0, 300 * featureCount).Select(i => (float)Math.Sin(i))];
        var destination = new Outputs(300, featureCount);
        new SmoothedBootstrap(shrink).Generate(rows.Original, SamplingStrategy.Counts((1, own.Length + 300)), new(1) { Parents = parents, Noise = noise }, destination.Rows, 2);
        Assert.Equal(parents.Select(parent => own[parent]), destination.Parents);
        Assert.Equal(destination.Parents, destination.Neighbors);
        for (var f = 0; f < featureCount; f++)
        {
            var values = own.Select(row => (double)rows.Of(row)[f]).ToArray();
            var deviation = Math.Sqrt(values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1));
            var width = shrink * Math.Pow(4.0 / ((featureCount + 2) * own.Length), 1.0 / (featureCount + 4)) * deviation;
            for (var i = 0; i < 300; i++)
            {
                var x = rows.Of(own[parents[i]])[f];
                Assert.Equal(x + (width * noise[(i * featureCount) + f]), destination.Features[(i * featureCount) + f], 1e-6 * (Math.Abs(x) + width));
            }
        }
    }

    [Fact]
    public void NoiseIsNormalAndOfItsPlace()
    {
        var rows = new Rows(100, 3, 2, 0.6, 0.4);
        var own = rows.OfClass(1).Length;
        var made = rows.Make(new SmoothedBootstrap(), $"1:{own + 20000}");
        var noise = Enumerable.Range(0, 20000).Select(i => (double)rows.New(made, i)[2] - rows.Of(made.Parents.Span[i])[2]).ToArray();
        var deviation = Math.Sqrt(noise.Average(value => value * value));
        Assert.Equal(0, noise.Average(), 0.04 * deviation);
        Assert.Equal(0.6827, noise.Count(value => Math.Abs(value) < deviation) / 20000.0, 0.02);
        var few = rows.Make(new SmoothedBootstrap(), $"1:{own + 1000}", threads: 3);
        Assert.Equal(few.Features.ToArray(), made.Features.ToArray().Take(few.Features.Length));
        Assert.Empty(rows.Make(new SmoothedBootstrap(0), $"1:{own + 50}").Features.Span[300..].ToArray().Except(rows.Features));
    }

    [Fact]
    public void ASingleRowIsCopiedAndMissingValuesStayMissing()
    {
        float[] features = [1, 2, 3, float.NaN, 5, 6];
        int[] labels = [0, 0, 1];
        var scaled = new LabeledRows(features, 2, labels) { Metric = new() { MissingValues = MissingValues.Scale } };
        var made = new SmoothedBootstrap().Resample(scaled, SamplingStrategy.Counts((1, 3), (0, 30)), 1);
        Assert.Equal([5, 6], made.Features.Span[^2..].ToArray());
        for (var i = 0; i < 28; i++)
        {
            Assert.Equal(made.Parents.Span[i] == 1, float.IsNaN(made.Features.Span[6 + (2 * i) + 1]));
            Assert.NotEqual(features[2 * made.Parents.Span[i]], made.Features.Span[6 + (2 * i)]);

            // One value is there: it has no spread.
            Assert.True(made.Parents.Span[i] == 1 || made.Features.Span[6 + (2 * i) + 1] == 2);
        }

        var refused = new LabeledRows(features, 2, labels);
        Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoothedBootstrap().Resample(new(features, 2, labels), SamplingStrategy.Auto, 1));
        Assert.Equal(3, refused.RowCount);
        foreach (var shrink in new[] { -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("shrink", () => new SmoothedBootstrap(shrink));
        }
    }
}
