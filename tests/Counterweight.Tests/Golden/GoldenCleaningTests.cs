using Counterweight.Resampling;
using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Golden;

/// <summary>The rows we keep against those that imbalanced-learn keeps, and where it keeps others, that they are others.</summary>
[Trait("Registers", "any")]
public sealed class GoldenCleaningTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            var cases = CleaningFile.Stored.Cases;
            for (var i = 0; i < cases.Count; i++)
            {
                data.Add(i, $"{cases[i].Method} {cases[i].Data} {cases[i].Strategy} {cases[i].K} {cases[i].Vote}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void KeepsTheRowsOfImbalancedLearn(int index, string name)
    {
        var golden = CleaningFile.Stored.Cases[index];
        Assert.StartsWith(golden.Method, name, StringComparison.Ordinal);
        var rows = CleaningFile.Stored.Data[golden.Data];
        Assert.Equal(golden.Kept, Keep(golden, new LabeledRows(rows.Points, rows.Features, rows.Labels), golden.Strategy is null ? default : SamplingStrategy.Parse(golden.Strategy)));
        if (golden.Peer is not null)
        {
            Assert.NotNull(golden.Note);
            Assert.NotEqual(golden.Kept, golden.Peer);
        }
    }

    [Fact]
    public void EveryMethodIsStoredAndNoneKeepsAllRowsAlways()
    {
        string[] methods = ["tomek", "enn", "renn", "allknn", "ncr", "nearmiss", "iht", "oss", "cnn", "random"];
        Assert.Equal(methods.Order(StringComparer.Ordinal), CleaningFile.Stored.Cases.Select(golden => golden.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(methods, method => Assert.Contains(CleaningFile.Stored.Cases, golden =>
            string.Equals(golden.Method, method, StringComparison.Ordinal) && golden.Kept.Length < CleaningFile.Stored.Data[golden.Data].Labels.Length));
    }

    private static int[] Keep(CleaningCase golden, LabeledRows data, SamplingStrategy strategy)
    {
        var vote = string.Equals(golden.Vote, "mode", StringComparison.Ordinal) ? NeighborVote.Mode : NeighborVote.All;
        var rows = new int[data.RowCount];
        return golden.Method switch
        {
            "tomek" => TomekLinks.Select(data, strategy),
            "enn" => EditedNearestNeighbors.Select(data, strategy, golden.K, vote),
            "renn" => RepeatedEditedNearestNeighbors.Select(data, strategy, golden.K, vote, golden.Rounds),
            "allknn" => AllKNearestNeighbors.Select(data, strategy, golden.K, vote, golden.Below),
            "ncr" => NeighborhoodCleaning.Select(data, strategy, golden.K, vote, golden.Share),
            "nearmiss" => NearMiss.Select(data, (NearMissVersion)(golden.Version - 1), strategy, golden.K),
            "iht" => InstanceHardness.Select(golden.Probabilities, data.Labels, strategy),
            "oss" => rows[..OneSidedSelection.FromSeeds(data, golden.Seeds, rows, strategy)],
            "cnn" => rows[..CondensedNearestNeighbor.FromSeeds(data, golden.Seeds, rows, strategy, golden.Rounds)],
            _ => rows[..RandomUnderSampling.FromOrder(data.Labels, golden.Order, rows, strategy)],
        };
    }
}
