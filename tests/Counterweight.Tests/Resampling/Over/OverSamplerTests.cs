using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Over.Clusters;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>What all methods have in common: sizes, refusals, and nothing written then.</summary>
public sealed class OverSamplerTests
{
    private const int Count = 60;

    private static readonly Rows Some = new(Count, 3, 1, 0.7, 0.3);

    private static OverSampler[] Methods => [new Smote(), new Adasyn(), new BorderlineSmote(BorderlineKind.Second), new RandomOverSampler(), new SmoothedBootstrap(), new KMeansSmote()];

    [Fact]
    public void NewRowsAreCounted()
    {
        int[] labels = [0, 2, 2, 2, 2, 0, 4];
        Assert.Equal(2 + 3, OverSampler.CountNewRows(labels, SamplingStrategy.Auto));
        Assert.Equal(3, OverSampler.CountNewRows(labels, SamplingStrategy.Minority));
        Assert.Equal(8, OverSampler.CountNewRows(labels, SamplingStrategy.Counts((4, 9))));
        Assert.Equal(0, OverSampler.CountNewRows([], SamplingStrategy.Auto));
        Assert.Contains("names class 3, which has no rows", Assert.Throws<ArgumentException>(() => OverSampler.CountNewRows(labels, SamplingStrategy.Counts((3, 9)))).Message, StringComparison.Ordinal);
        Assert.Contains("over-sampling drops none", Assert.Throws<ArgumentException>(() => OverSampler.CountNewRows(labels, SamplingStrategy.Counts((2, 3)))).Message, StringComparison.Ordinal);
        Assert.Contains("labels[1] is -1", Assert.Throws<ArgumentOutOfRangeException>("labels", () => OverSampler.CountNewRows([0, -1], SamplingStrategy.Auto)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => OverSampler.CountNewRows([1 << 20], SamplingStrategy.Auto));
        Assert.Contains("more than a span holds", Assert.Throws<ArgumentException>(() => OverSampler.CountNewRows(labels, SamplingStrategy.Counts((2, 1L << 32)))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OverSampler.CountNewRows(labels, SamplingStrategy.Counts((2, long.MaxValue), (0, long.MaxValue), (4, long.MaxValue))));
    }

    /// <summary>Nobody gave counts or a direction: what does not fit is the strategy.</summary>
    [Fact]
    public void AStrategyThatDoesNotFitIsBlamed()
    {
        foreach (var strategy in (SamplingStrategy[])[SamplingStrategy.Ratio(0.1), SamplingStrategy.Counts((0, 1)), SamplingStrategy.Counts((5, 9)), SamplingStrategy.Majority, SamplingStrategy.Counts((0, 1L << 32))])
        {
            Assert.Throws<ArgumentException>("strategy", () => OverSampler.CountNewRows(Some.Labels, strategy));
            Assert.Throws<ArgumentException>("strategy", () => new RandomOverSampler().Draw(Some.Labels, strategy, 1, []));
            Assert.Throws<ArgumentException>("strategy", () => new SmoteEnn(new Smote()).Resample(Some.Original, strategy, 1));
            foreach (var method in Methods)
            {
                Assert.Throws<ArgumentException>("strategy", () => method.Resample(Some.Original, strategy, 1));
                Assert.Throws<ArgumentException>("strategy", () => method.Generate(Some.Original, strategy, new(1), new([], [])));
            }
        }

        Assert.Throws<ArgumentException>("cleaned", () => new SmoteEnn(new Smote(), cleaned: SamplingStrategy.Ratio(0.5)));
        Assert.Throws<ArgumentException>("cleaned", () => new SmoteTomek(new Smote(), SamplingStrategy.Minority));
    }

    [Fact]
    public void NothingToAddIsNothingAdded()
    {
        foreach (var method in Methods)
        {
            Assert.Equal(0, method.Resample(default, SamplingStrategy.Auto, 1).RowCount);
            var made = method.Resample(new([1, 2, 3, 4], 2, [1, 1]), SamplingStrategy.Auto, 1);
            Assert.Equal([1f, 2, 3, 4], made.Features.ToArray());
            Assert.Equal((2, 2, 2, 0), (made.RowCount, made.OriginalCount, made.FeatureCount, made.Parents.Length));
            Assert.True(made.SampleWeights.IsEmpty);
        }
    }

    [Fact]
    public void OutputsThatAreNotWantedChangeNothing()
    {
        foreach (var method in Methods)
        {
            var made = Some.Make(method);
            var added = made.RowCount - Count;
            var (features, labels) = (new float[added * 3], new int[added]);
            method.Generate(new(Some.Features, 3, Some.Labels), SamplingStrategy.Auto, new(7), new(features, labels), 2);
            Assert.Equal(made.Features.Span[(Count * 3)..].ToArray(), features);
            Assert.Equal(made.Labels.Span[Count..].ToArray(), labels);
        }
    }

    [Fact]
    public void NewRowsMayLieBehindTheOriginalOnes()
    {
        var added = OverSampler.CountNewRows(Some.Labels, SamplingStrategy.Auto);
        var (features, labels) = (new float[(Count + added) * 3], new int[Count + added]);
        Some.Features.CopyTo(features, 0);
        Some.Labels.CopyTo(labels, 0);
        new Smote().Generate(new(features.AsSpan(0, Count * 3), 3, labels.AsSpan(0, Count)), SamplingStrategy.Auto, new(7), new(features.AsSpan(Count * 3), labels.AsSpan(Count)));
        var made = Some.Make(new Smote());
        Assert.Equal(made.Features.ToArray(), features);
        Assert.Equal(made.Labels.ToArray(), labels);
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("features")]
    [InlineData("parents")]
    [InlineData("neighbors")]
    [InlineData("steps")]
    [InlineData("sampleWeights")]
    [InlineData("weights")]
    [InlineData("draws.Parents")]
    [InlineData("draws.Neighbors")]
    [InlineData("draws.Steps")]
    [InlineData("draws.Noise")]
    public void AWrongLengthIsRefused(string what)
    {
        var added = OverSampler.CountNewRows(Some.Labels, SamplingStrategy.Auto);
        var outputs = new Outputs(added, 3);
        int Short(string name, int length) => string.Equals(what, name, StringComparison.Ordinal) ? length - 1 : length;
        foreach (var method in Methods)
        {
            Assert.Throws<ArgumentException>(() =>
            {
                var destination = new NewRows(outputs.Features.AsSpan(0, Short("features", added * 3)), outputs.Labels.AsSpan(0, Short("labels", added)))
                {
                    Parents = outputs.Parents.AsSpan(0, Short("parents", added)),
                    Neighbors = outputs.Neighbors.AsSpan(0, Short("neighbors", added)),
                    Steps = outputs.Steps.AsSpan(0, Short("steps", added)),
                    SampleWeights = outputs.SampleWeights.AsSpan(0, Short("sampleWeights", added)),
                };
                var draws = new RowDraws(1)
                {
                    Parents = what.EndsWith("s.Parents", StringComparison.Ordinal) ? new int[added - 1] : [],
                    Neighbors = what.EndsWith("s.Neighbors", StringComparison.Ordinal) ? new int[added + 1] : [],
                    Steps = what.EndsWith("s.Steps", StringComparison.Ordinal) ? new float[1] : [],
                    Noise = what.EndsWith("s.Noise", StringComparison.Ordinal) ? new float[added] : [],
                };
                method.Generate(new LabeledRows(Some.Features, 3, Some.Labels) { SampleWeights = Some.Weights.AsSpan(0, Short("weights", Count)) }, SamplingStrategy.Auto, draws, destination);
            });
            outputs.AssertUntouched();
        }
    }

    [Fact]
    public void ChoicesOfWhatIsNotThereAreRefused()
    {
        var own = Some.OfClass(1).Length;
        var outputs = new Outputs(2, 3);
        Refused("draws.Parents[1]", parents: [0, own]);
        Refused("draws.Parents[0]", parents: [-1, 0]);
        Refused("draws.Neighbors[1]", neighbors: [0, 5]);
        Refused("draws.Neighbors[0]", neighbors: [-1, 4]);
        Refused("draws.Steps[1]", steps: [0, 1.01f]);
        Refused("draws.Steps[0]", steps: [float.NaN, 1]);
        Refused("draws.Noise", noise: [0, 0, 0, 0, 0, float.NaN]);

        void Refused(string name, int[]? parents = null, int[]? neighbors = null, float[]? steps = null, float[]? noise = null)
        {
            Assert.Throws<ArgumentOutOfRangeException>(name, () => new Smote().Generate(
                Some.Original, SamplingStrategy.Counts((1, own + 2)), new(1) { Parents = parents, Neighbors = neighbors, Steps = steps, Noise = noise }, outputs.Rows));
            outputs.AssertUntouched();
        }
    }

    [Fact]
    public void OtherBadArguments()
    {
        var added = OverSampler.CountNewRows(Some.Labels, SamplingStrategy.Auto);
        var outputs = new Outputs(added, 3);
        foreach (var method in Methods)
        {
            Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => method.Generate(Some.Original, SamplingStrategy.Auto, new(1), outputs.Rows, 0));
            Assert.Throws<ArgumentException>("destination", () => method.Generate(new(Some.Features, 3, Some.Labels), SamplingStrategy.Auto, new(1), outputs.Rows));
            Assert.Throws<ArgumentException>(() => method.Generate(Some.Original, SamplingStrategy.Ratio(0.1), new(1), outputs.Rows));
            float[] weights = [.. Some.Weights];
            weights[3] = -1;
            var exception = Assert.Throws<ArgumentOutOfRangeException>("rows.SampleWeights", () => method.Generate(new LabeledRows(Some.Features, 3, Some.Labels) { SampleWeights = weights }, SamplingStrategy.Auto, new(1), outputs.Rows));
            Assert.Contains("rows.SampleWeights[3] is -1", exception.Message, StringComparison.Ordinal);
        }

        outputs.AssertUntouched();
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => new LabeledRows([], 0, []).RowCount);
        Assert.Throws<ArgumentException>("features", () => new LabeledRows([1, 2, 3], 2, [0]).RowCount);
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => new LabeledRows([1, 2], 2, [-1]).RowCount);
    }

    [Fact]
    public void AClassTooSmallIsRefusedBeforeAnotherIsMade()
    {
        // Class 1 could grow, class 2 cannot.
        var rows = new Rows(40, 2, 2, 0.6, 0.4);
        rows.Labels[39] = 2;
        var outputs = new Outputs(OverSampler.CountNewRows(rows.Labels, SamplingStrategy.Auto), 2);
        foreach (var method in Methods.Where(method => method is not (RandomOverSampler or SmoothedBootstrap)))
        {
            Assert.Contains("Class 2 has one row", Assert.Throws<ArgumentException>("rows", () => method.Generate(rows.Original, SamplingStrategy.Auto, new(1), outputs.Rows)).Message, StringComparison.Ordinal);
        }

        outputs.AssertUntouched();
    }

    [Fact]
    public void OneThreadAllocatesNothingInTheLongRun()
    {
        var added = OverSampler.CountNewRows(Some.Labels, SamplingStrategy.Auto);
        var outputs = new Outputs(added, 3);
        foreach (var method in Methods)
        {
            for (var i = 0; i < 3; i++)
            {
                method.Generate(Some.Original, SamplingStrategy.Auto, new(1), outputs.Rows);
            }

            Assert.Equal((method.GetType().Name, 0), (method.GetType().Name, Allocation.Of(() => method.Generate(Some.Original, SamplingStrategy.Auto, new(1), outputs.Rows))));
        }
    }
}
