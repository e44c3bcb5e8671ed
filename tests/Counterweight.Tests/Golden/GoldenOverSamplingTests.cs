using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>With the draws of imbalanced-learn its rows come out, and where ours differ on purpose the difference is stated.</summary>
public sealed class GoldenOverSamplingTests
{
    [Theory]
    [InlineData("smote")]
    [InlineData("smote of three classes")]
    [InlineData("borderline-1")]
    [InlineData("adasyn")]
    [InlineData("random")]
    [InlineData("smote-nc")]
    [InlineData("smote-n")]
    [InlineData("smote-enn")]
    [InlineData("smote-tomek")]
    public void RowsAreTheirs(string name)
    {
        var golden = OverSamplingFile.All[name];
        Assert.Empty(golden.Note);
        var made = OverSamplingReplay.Make(golden);
        Assert.Equal(golden.New.Length, made.Length);
        OverSamplingReplay.AssertClose(golden.New, made);
    }

    [Fact]
    public void NoiseIsOfThePaperAndItsAuthors()
    {
        var golden = OverSamplingFile.All["rose"];
        Assert.NotEmpty(golden.Note);
        var (own, all) = (golden.Labels.Count(label => label == 1), (double)golden.Labels.Length);

        // Their bandwidth over ours: the number of rows of the class in place of all, and n − 1 in place of n.
        var factor = Math.Pow(own / all, 1.0 / (golden.Features + 4)) * Math.Sqrt((own - 1.0) / own);
        OverSamplingReplay.AssertClose(golden.New, OverSamplingReplay.Make(golden with { Noise = [.. golden.Noise.Select(value => value * factor)] }));
        Assert.InRange(factor, 0.5, 0.9);
    }

    [Fact]
    public void TotalsAreExact()
    {
        var golden = OverSamplingFile.All["adasyn-total"];
        Assert.NotEmpty(golden.Note);
        var asked = golden.Counts[1] - golden.Labels.Count(label => label == 1);
        Assert.NotEqual(asked, golden.New.Length / golden.Features);
        var made = new Adasyn(golden.K).Resample(new(golden.X, golden.Features, golden.Labels), SamplingStrategy.Counts((1, golden.Counts[1])), 1);
        Assert.Equal(asked, made.Parents.Length);
    }

    [Fact]
    public void ARowOfAnotherClassInTheSamePlaceIsANeighbor()
    {
        var golden = OverSamplingFile.All["adasyn-duplicate"];
        Assert.NotEmpty(golden.Note);
        var (first, last) = (Array.IndexOf(golden.Labels, 0), Array.LastIndexOf(golden.Labels, 1));
        Assert.True(golden.X.AsSpan(first * golden.Features, golden.Features).SequenceEqual(golden.X.AsSpan(last * golden.Features, golden.Features)));
        var made = new Adasyn(golden.K).Resample(new(golden.X, golden.Features, golden.Labels), SamplingStrategy.Counts((1, golden.Counts[1])), 1);

        // The row has one neighbor of another class more than the package counts, and so more children.
        var ours = made.Parents.ToArray().Count(parent => parent == last);
        var theirs = ChildrenOf(golden, last);
        Assert.True(ours > theirs, $"{ours} children are not more than {theirs}.");
    }

    /// <summary>New rows that lie on a line from a row to one of its class.</summary>
    private static int ChildrenOf(OverSamplingCase golden, int parent)
    {
        var own = Enumerable.Range(0, golden.Labels.Length).Where(row => golden.Labels[row] == 1 && row != parent).ToArray();
        return Enumerable.Range(0, golden.Steps.Length).Count(i => own.Any(neighbor => Enumerable.Range(0, golden.Features).All(f =>
        {
            var (a, b) = (golden.X[(parent * golden.Features) + f], golden.X[(neighbor * golden.Features) + f]);
            return Math.Abs(a + (golden.Steps[i] * (b - a)) - golden.New[(i * golden.Features) + f]) <= OverSamplingReplay.Tolerance;
        })));
    }
}
