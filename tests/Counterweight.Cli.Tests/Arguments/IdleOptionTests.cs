using Xunit;

namespace Counterweight.Cli.Tests.Arguments;

/// <summary>Options that would change nothing are refused, and what is done is told.</summary>
public class IdleOptionTests
{
    private const string Rows = "a,b,t,y\n1,2,1,n\n2,1,2,n\n3,5,3,y\n4,1,4,n\n5,6,5,y\n6,2,6,n\n7,7,7,y\n8,1,8,n\n9,8,9,y\n10,3,10,n\n";

    [Theory]
    [InlineData("--depth and --model logistic contradict each other: it grows no trees", "train", "--model", "logistic", "--depth", "3", "--output", "none")]
    [InlineData("--leaves and --model logistic contradict each other: it grows no trees", "compare", "--model", "logistic", "--leaves", "3")]
    [InlineData("--rounds and --model tree contradict each other: it has neither rounds nor several trees", "tune", "--model", "tree", "--rounds", "3", "--cost", "y=1,n=1")]
    [InlineData("--rounds and --model logistic, tree contradict each other: it has neither rounds nor several trees", "compare", "--model", "logistic", "--model", "tree", "--rounds", "3")]
    [InlineData("--positive says which class --cost-column is about, and that is not given", "compare", "--positive", "y")]
    [InlineData("--positive says which class --cost-column is about, and that is not given", "evaluate", "--positive", "y")]
    [InlineData("--positive says which class --cost-column is about, and that is not given", "report", "--positive", "y", "--output", "none.html")]
    [InlineData("--positive says which class --cost-column is about, and that is not given", "train", "--positive", "y", "--output", "none")]
    public void WhatWouldChangeNothingIsRefused(string message, string command, params string[] options)
    {
        using var file = new TemporaryFile(Rows);
        Assert.Equal(new(2, "", $"counterweight: {message}{Environment.NewLine}"), Runner.Run([command, file.Path, "--label", "y", .. options]));
    }

    [Fact]
    public void ASizeThatOneOfTheModelsHasIsTaken()
    {
        using var file = new TemporaryFile(Rows);
        var result = Runner.Run(["compare", file.Path, "--label", "y", "--model", "logistic", "--model", "forest", "--rounds", "3", "--depth", "2"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Theory]
    [InlineData("--label", "y")]
    [InlineData("--ignore", "a")]
    [InlineData("--encoding", "utf-8")]
    public void AModelTellsItsColumnsItself(string option, string value)
    {
        using var file = new TemporaryFile(Rows);
        using var folder = new TemporaryFolder();
        var model = Path.Combine(folder.Path, "a.model");
        Assert.Equal(0, Runner.Run(["train", file.Path, "--label", "y", "--model", "logistic", "--output", model]).ExitCode);
        Assert.Equal(0, Runner.Run(["inspect", model, "--json"]).ExitCode);
        Assert.Equal(
            new(2, "", $"counterweight: {option} and a model contradict each other: '{model}' is a model, which tells its columns itself{Environment.NewLine}"),
            Runner.Run(["inspect", model, option, value]));
    }

    /// <summary>Numbers and classes alike: how rows are split, and whether seeds change it.</summary>
    [Theory]
    [InlineData("the latest by 't', seed 0", "--time", "t")]
    [InlineData("whole groups of 't', seed 0", "--group", "t")]
    [InlineData("the latest by 't' for every seed, means over the seeds 0 to 1", "--time", "t", "--seeds", "2")]
    public void TheSplitIsTold(string split, params string[] options)
    {
        using var file = new TemporaryFile(Rows);
        foreach (var kind in (string[][])[["--label", "a", "--regression"], ["--label", "y", "--model", "logistic", "--ignore", "a"]])
        {
            var result = Runner.Run(["compare", file.Path, .. kind, "--test-fraction", "0.4", .. options]);
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Contains(split, string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        }
    }
}
