using Xunit;

namespace Counterweight.Cli.Tests.Evaluation;

/// <summary>What a column of predictions is, it cannot be for another purpose too.</summary>
public sealed class PredictionColumnTests
{
    private const string Text = "y,w,probability_a,probability_b,predicted\na,1,0.9,0.1,a\nb,1,0.4,0.6,b\n";

    [Theory]
    [InlineData("y", "is the label, and cannot hold the decisions", "--label", "y", "--predicted", "y")]
    [InlineData("predicted", "is the label, and cannot hold the decisions", "--label", "predicted")]
    [InlineData("probability_a", "is of probabilities, and cannot be the label", "--label", "probability_a")]
    [InlineData("probability_b", "is of probabilities, and cannot hold the decisions", "--label", "y", "--predicted", "probability_b")]
    [InlineData("probability_b", "is of probabilities, and cannot hold weights", "--label", "y", "--weight-column", "probability_b")]
    [InlineData("y", "is the label, and cannot hold weights", "--label", "y", "--weight-column", "y")]
    [InlineData("predicted", "holds the decisions, and cannot hold weights", "--label", "y", "--weight-column", "predicted")]
    [InlineData("probability_a", "is of probabilities, and cannot hold costs", "--label", "y", "--cost-column", "probability_a", "--cost", "a=1")]
    public void AColumnHasOnePurpose(string column, string fault, params string[] options)
    {
        using var file = new TemporaryFile(Text);
        var result = Runner.Run(["evaluate", file.Path, .. options]);
        Assert.Equal((2, $"counterweight: {file.Path}:1: column '{column}': {fault}\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
    }

    /// <summary>What a row counts may be what it costs.</summary>
    [Fact]
    public void WeightsMayBeCosts()
    {
        using var file = new TemporaryFile(Text);
        Assert.Equal(0, Runner.Run("evaluate", file.Path, "--label", "y", "--weight-column", "w", "--cost-column", "w", "--cost", "a=1").ExitCode);
    }

    [Theory]
    [InlineData("probability_")]
    [InlineData("probability_ ")]
    public void AClassHasAName(string column)
    {
        using var file = new TemporaryFile($"y,probability_a,{column}\na,0.9,0.1\n");
        Assert.Equal($"counterweight: {file.Path}:1: column '{column}': no class stands after 'probability_'\n", Runner.Run("evaluate", file.Path, "--label", "y").Error.ReplaceLineEndings("\n"));
    }
}
