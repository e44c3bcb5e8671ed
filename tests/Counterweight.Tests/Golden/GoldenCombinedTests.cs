using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Xunit;

namespace Counterweight.Tests.Golden;

/// <summary>The rows, old and new, that SMOTE-ENN and SMOTE-Tomek of imbalanced-learn leave with the same draws.</summary>
public sealed class GoldenCombinedTests
{
    [Theory]
    [InlineData("smote-enn")]
    [InlineData("smote-tomek")]
    public void RowsThatStayAreTheirs(string name)
    {
        var golden = OverSamplingFile.All[name];
        Assert.Empty(golden.Note);
        CombinedSampler method = string.Equals(name, "smote-enn", StringComparison.Ordinal) ? new SmoteEnn(new Smote(golden.K)) : new SmoteTomek(new Smote(golden.K));
        var (features, labels, kept) = (new float[golden.New.Length], new int[golden.Steps.Length], new int[golden.Labels.Length + golden.Steps.Length]);
        var count = method.Generate(
            new(golden.X, golden.Features, golden.Labels),
            SamplingStrategy.Counts((1, golden.Counts[1])),
            OverSamplingReplay.Draws(golden),
            new(features, labels),
            kept);
        Assert.Equal(golden.Kept!, kept[..count]);
        OverSamplingReplay.AssertClose(golden.New, features);

        // Rows of both kinds go and stay.
        var original = golden.Kept!.Count(row => row < golden.Labels.Length);
        Assert.InRange(original, 1, golden.Labels.Length - 1);
        Assert.InRange(golden.Kept!.Length - original, 1, golden.Steps.Length - 1);
    }
}
