using Counterweight.Neighbors;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;
using Counterweight.Tests.Resampling.Under;

namespace Counterweight.Tests.Resampling.Combined;

/// <summary>SMOTE with cleaning behind it.</summary>
[Trait("Registers", "any")]
public sealed class CombinedTests
{
    private static readonly Cloud Rows = Cloud.Create(11, 3, 80, 30, 12);

    private static LabeledRows Original => new(Rows.Points, Rows.Features, Rows.Labels);

    public static TheoryData<string> Methods => ["enn", "tomek", "enn of all but the minority"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void IsOneAfterTheOther(string method)
    {
        var all = new Smote().Resample(Original, SamplingStrategy.Auto, 5);
        Assert.Equal(240, all.RowCount);
        var data = new LabeledRows(all.Features.Span, 3, all.Labels.Span);
        var expected = method switch
        {
            "enn" => EditedNearestNeighbors.Select(data, SamplingStrategy.All),
            "tomek" => TomekLinks.Select(data, SamplingStrategy.All),
            _ => EditedNearestNeighbors.Select(data, SamplingStrategy.NotMinority, 5, NeighborVote.Mode),
        };
        var combined = Create(method).Resample(Original, SamplingStrategy.Auto, 5, 2);
        Assert.Equal(expected, combined.Kept.ToArray());
        Assert.InRange(combined.RowCount, 1, 239);
        Assert.Equal(expected.Select(row => all.Labels.Span[row]), combined.Labels.ToArray());
        Assert.Equal(expected.SelectMany(row => all.Features.Span.Slice(3 * row, 3).ToArray()), combined.Features.ToArray());
        Assert.Equal(all.Parents.ToArray(), combined.All.Parents.ToArray());
        Assert.True(combined.SampleWeights.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void SpansHoldWhatIsAllocated(string method)
    {
        var count = OverSampler.CountNewRows(Rows.Labels, SamplingStrategy.Auto);
        var (features, labels, parents, kept) = (new float[3 * count], new int[count], new int[count], new int[Rows.Rows + count]);
        var stays = Create(method).Generate(Original, SamplingStrategy.Auto, new RowDraws(5), new NewRows(features, labels) { Parents = parents }, kept);
        var combined = Create(method).Resample(Original, SamplingStrategy.Auto, 5);
        Assert.Equal(combined.Kept.ToArray(), kept[..stays]);
        Assert.All(kept[stays..], row => Assert.Equal(-1, row));
        Assert.Equal(combined.All.Features.ToArray()[Rows.Points.Length..], features);
        Assert.Equal(combined.All.Parents.ToArray(), parents);
    }

    [Fact]
    public void WeightsFollowTheirRows()
    {
        float[] weights = [.. Enumerable.Range(1, Rows.Rows).Select(row => (float)row)];
        var combined = new SmoteEnn().Resample(Original with { SampleWeights = weights }, SamplingStrategy.Auto, 5);
        Assert.Equal(combined.RowCount, combined.SampleWeights.Length);
        Assert.All(Enumerable.Range(0, combined.RowCount), i => Assert.Equal(combined.All.SampleWeights.Span[combined.Kept.Span[i]], combined.SampleWeights.Span[i]));
    }

    [Fact]
    public void AnyOverSamplerWillDo()
    {
        var combined = new SmoteTomek(new RandomOverSampler(), SamplingStrategy.Majority).Resample(Original, SamplingStrategy.Auto, 3);
        Assert.Equal(240, combined.All.RowCount);
        Assert.All(Enumerable.Range(0, 240).Except(combined.Kept.ToArray()), row => Assert.Equal(0, combined.All.Labels.Span[row]));
    }

    [Fact]
    public void NoRowsKeepNone() => Assert.Equal(0, new SmoteEnn().Resample(default, SamplingStrategy.Auto, 1).RowCount);

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new SmoteEnn(neighborCount: 0));
        Assert.Throws<ArgumentOutOfRangeException>("vote", () => new SmoteEnn(vote: (NeighborVote)9));
        Assert.Throws<ArgumentException>(() => new SmoteEnn(cleaned: SamplingStrategy.Ratio(0.5)));
        Assert.Throws<ArgumentException>(() => new SmoteTomek(cleaned: SamplingStrategy.Counts((0, 3))));
        Assert.Throws<ArgumentException>(() => new SmoteTomek(cleaned: SamplingStrategy.Minority));
        var count = OverSampler.CountNewRows(Rows.Labels, SamplingStrategy.Auto);
        var (features, labels, kept) = (new float[3 * count], new int[count], new int[Rows.Rows + count]);
        var missing = Rows.Points.ToArray();
        missing[^1] = float.NaN;
        Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoteEnn(new RandomOverSampler()).Generate(new(missing, 3, Rows.Labels), default, default, new(features, labels), kept));
        Assert.Throws<ArgumentException>("kept", () => new SmoteEnn().Generate(Original, default, default, new(features, labels), kept.AsSpan(1)));
        Assert.Throws<ArgumentException>("kept", () => new SmoteEnn().Generate(Original, default, default, new(features, kept.AsSpan(5, count)), kept));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => new SmoteEnn().Generate(Original, default, default, new(features, labels), kept, 0));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => new SmoteEnn().Resample(Original, default, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("features", () => new SmoteEnn().Resample(new(missing, 3, Rows.Labels), default, 1));
        Assert.All(features, value => Assert.Equal(0, value));
        Assert.All(labels, value => Assert.Equal(0, value));
        Assert.All(kept, value => Assert.Equal(0, value));
        var scaled = new SmoteEnn().Resample(new(missing, 3, Rows.Labels) { Metric = new NeighborOptions { MissingValues = MissingValues.Scale } }, default, 1);
        Assert.InRange(scaled.RowCount, 1, 240);
    }

    private static CombinedSampler Create(string method) => method switch
    {
        "enn" => new SmoteEnn(),
        "tomek" => new SmoteTomek(),
        _ => new SmoteEnn(new Smote(), SamplingStrategy.NotMinority, 5, NeighborVote.Mode),
    };
}
