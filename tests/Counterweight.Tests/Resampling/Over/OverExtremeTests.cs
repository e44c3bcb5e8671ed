using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Over.Clusters;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>Values, options and classes at the ends of what there is: new rows are rows, or nothing has been written.</summary>
public sealed class OverExtremeTests
{
    private const int Count = 120;

    private static OverSampler[] Methods =>
    [
        new Smote(), new Adasyn(), new BorderlineSmote(), new BorderlineSmote(BorderlineKind.Second), new RandomOverSampler(), new SmoothedBootstrap(), new SmoothedBootstrap(1e300), new SmoteNC([0]),
        new KMeansSmote { ImbalanceThreshold = 1e9 }, new KMeansSmote(3, 2, FewRows.UseAll) { ImbalanceThreshold = 1e9 }, new KMeansSmote(3) { ImbalanceThreshold = 1e9, DensityExponent = 1e308 },
    ];

    /// <summary>Squares of differences vanish, or are beyond a float.</summary>
    [Theory]
    [InlineData(1e-44f)]
    [InlineData(1e-22f)]
    [InlineData(1e19f)]
    [InlineData(1e25f)]
    [InlineData(2e37f)]
    public void ValuesOfAnySizeMakeRowsOfThatSize(float scale)
    {
        var rows = Scaled(scale);
        foreach (var method in Methods)
        {
            var made = rows.Make(method);
            var own = rows.OfClass(1);
            Assert.Equal(made.Labels.ToArray().Count(label => label == 0), made.Labels.ToArray().Count(label => label == 1));
            for (var i = 0; i < made.Parents.Length; i++)
            {
                Assert.Contains(made.Parents.Span[i], own);
                Assert.All(rows.New(made, i).ToArray(), value => Assert.True(float.IsFinite(value)));
            }
        }
    }

    [Fact]
    public void NoiseBeyondAFloatIsTheGreatest()
    {
        var (features, labels) = (new float[12], new int[4]);
        float[] noise = [float.MaxValue, -float.MaxValue, 0, 4, -4, 0, float.MaxValue, float.MaxValue, float.MaxValue, -1, 0, 1];
        new SmoothedBootstrap(1e300).Generate(
            new([8e37f, 1, 1, -8e37f, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 3, [1, 1, 0, 0, 0, 0, 0, 0]),
            SamplingStrategy.Counts((1, 6)),
            new(1) { Noise = noise, Parents = [0, 1, 0, 1] },
            new(features, labels));
        Assert.Equal([float.MaxValue, -float.MaxValue, 1], features[..3]);
        Assert.InRange(features[3], 2.6e38f, 2.61e38f);
        Assert.Equal([-float.MaxValue, 1, float.MaxValue, float.MaxValue, 1], features[4..9]);
        Assert.InRange(features[9], -1.66e38f, -1.65e38f);
        Assert.Equal([2, 1], features[10..]);
    }

    /// <summary>What a metric has wrong is seen before labels of new rows are written.</summary>
    [Fact]
    public void ABadMetricIsRefusedAndNothingIsWritten()
    {
        var rows = Scaled(1);
        var added = OverSampler.CountNewRows(rows.Labels, SamplingStrategy.Auto);
        foreach (var method in Methods.Where(method => method is not RandomOverSampler).Append(new SmoteN()))
        {
            Refused<ArgumentException>("has 2 elements", new() { FeatureWeights = new float[2] });
            Refused<ArgumentOutOfRangeException>("options.FeatureWeights[1] is NaN", new() { FeatureWeights = new[] { 1, float.NaN, 1 } });

            void Refused<T>(string message, NeighborOptions metric)
                where T : ArgumentException
            {
                var outputs = new Outputs(added, 3);
                var features = method is SmoteN ? new float[Count * 3] : rows.Features;
                Assert.Contains(message, Assert.Throws<T>(() => method.Generate(new LabeledRows(features, 3, rows.Labels) { Metric = metric, SampleWeights = rows.Weights }, SamplingStrategy.Auto, new(1), outputs.Rows)).Message, StringComparison.Ordinal);
                outputs.AssertUntouched();
            }
        }
    }

    [Fact]
    public void OutputsOverTheWeightsOfTheMetricAreRefused()
    {
        var rows = Scaled(1);
        var added = OverSampler.CountNewRows(rows.Labels, SamplingStrategy.Auto);
        var memory = Enumerable.Repeat(1f, added * 3).ToArray();
        var error = Assert.Throws<ArgumentException>("destination.Features", () => new Smote().Generate(
            new LabeledRows(rows.Features, 3, rows.Labels) { Metric = new() { FeatureWeights = memory.AsMemory(4, 3) } }, SamplingStrategy.Auto, new(1), new(memory, new int[added])));
        Assert.Contains("overlaps rows.Metric.FeatureWeights", error.Message, StringComparison.Ordinal);
        Assert.All(memory, value => Assert.Equal(1, value));
    }

    /// <summary>Neighbors and clusters without number are those that there are.</summary>
    [Fact]
    public void CountsBeyondTheRowsAreTheRows()
    {
        var rows = Scaled(1);
        var own = rows.OfClass(1).Length;
        Same(new Smote(own - 1), new Smote(int.MaxValue, FewRows.UseAll));
        Same(new SmoteNC([0], own - 1), new SmoteNC([0], int.MaxValue, FewRows.UseAll));
        Same(new KMeansSmote(Count, 1, FewRows.UseAll) { ImbalanceThreshold = 1e9 }, new KMeansSmote(int.MaxValue, 1, FewRows.UseAll) { ImbalanceThreshold = 1e9 });
        Same(new BorderlineSmote(BorderlineKind.Second, own - 1, Count - 1), new BorderlineSmote(BorderlineKind.Second, int.MaxValue, int.MaxValue, FewRows.UseAll));

        void Same(OverSampler one, OverSampler other) => Assert.Equal(rows.Make(one).Features.ToArray(), rows.Make(other).Features.ToArray());
    }

    /// <summary>Neighbors of all rows among all rows, of which there are too many for an array.</summary>
    [Fact]
    public void NeighborsBeyondAnArrayAreFoundBeforeAnythingIsWritten()
    {
        const int Rare = 47_000;
        var features = new float[(2 * Rare) + 3];
        int[] labels = [.. Enumerable.Range(0, features.Length).Select(row => row < Rare ? 1 : 0)];
        foreach (var method in (OverSampler[])[new BorderlineSmote(dangerNeighborCount: int.MaxValue), new Adasyn(int.MaxValue, FewRows.UseAll), new Smote(int.MaxValue, FewRows.UseAll)])
        {
            var outputs = new Outputs(3, 1);
            Assert.Contains("more than an array holds", Assert.Throws<ArgumentException>("rows", () => method.Generate(new(features, 1, labels), SamplingStrategy.Auto, new(1), new(outputs.Features, outputs.Labels))).Message, StringComparison.Ordinal);
            outputs.AssertUntouched();
        }

        var (made, madeLabels, kept) = (new float[3], new int[3], new int[features.Length + 3]);
        Assert.Throws<ArgumentException>("rows", () => new SmoteEnn(new RandomOverSampler(), neighborCount: int.MaxValue).Generate(new(features, 1, labels), SamplingStrategy.Auto, new(1), new(made, madeLabels), kept));
        Assert.Equal([0, 0, 0], madeLabels);
        Assert.All(kept, row => Assert.Equal(0, row));
    }

    /// <summary>Numbers of classes in between that no row has cost nothing, and change no value difference.</summary>
    [Fact]
    public void ClassesWithoutRowsDoNotShowInNominalDifferences()
    {
        var random = new Random(3);
        var features = new float[Count * 3];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = random.Next(7);
        }

        int[] labels = [.. Enumerable.Range(0, Count).Select(row => row % 4 == 0 ? 1 : 0)];
        int[] parents = [.. Enumerable.Range(0, 60).Select(row => row % 30)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Made(labels, 1), Made([.. labels.Select(label => label == 0 ? 7 : (1 << 20) - 1)], (1 << 20) - 1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 26);

        float[] Made(int[] labels, int rare)
        {
            var made = new float[60 * 3];
            new SmoteN().Generate(new(features, 3, labels), SamplingStrategy.Counts((rare, 90)), new(1) { Parents = parents }, new(made, new int[60]));
            return made;
        }
    }

    private static Rows Scaled(float scale)
    {
        var rows = new Rows(Count, 3, 4, 0.8, 0.2);
        for (var row = 0; row < Count; row++)
        {
            rows.Features[row * 3] = row % 3;
            rows.Features[(row * 3) + 1] *= scale;
            rows.Features[(row * 3) + 2] *= scale;
        }

        return rows;
    }
}
