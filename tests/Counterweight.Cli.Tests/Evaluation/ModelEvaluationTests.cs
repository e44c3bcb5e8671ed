using System.Text.Json;
using Xunit;

namespace Counterweight.Cli.Tests.Evaluation;

/// <summary><c>evaluate --model</c>: what the model itself says, and faults of the data file in its own lines.</summary>
public sealed class ModelEvaluationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--cost", "q=50,p=1")]
    [InlineData("--cost-column", "amount", "--cost", "p=3")]
    public void CostsOfTheModelAreReusedAndSaid(params string[] costs)
    {
        var data = folder.Write("train.csv", Rows(120));
        var model = Train(data, costs);
        var reused = Run("evaluate", data, "--label", "y", "--model", model, "--json");
        Assert.Equal(Cost(Run(["evaluate", data, "--label", "y", "--model", model, "--json", .. costs])), Cost(reused), StringComparer.Ordinal);

        var text = CompareTests.Words(Run("evaluate", data, "--label", "y", "--model", model));
        Assert.Contains($"mistakes cost what y.model was trained with (--cost gives other costs)", text, StringComparison.Ordinal);
        Assert.Contains("the decisions of the model ", text, StringComparison.Ordinal);
        Assert.Contains("y.model decides for ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the decisions of the file", text, StringComparison.Ordinal);
        Assert.DoesNotContain("was trained with", Run(["evaluate", data, "--label", "y", "--model", model, .. costs]), StringComparison.Ordinal);
    }

    /// <summary>What stands for class weights is no cost of mistakes.</summary>
    [Fact]
    public void CostsThatStandForWeightsAreNotReused()
    {
        var data = folder.Write("train.csv", Rows(120));
        using var json = JsonDocument.Parse(Run("evaluate", data, "--label", "y", "--model", Train(data, "--weights", "balanced"), "--json"));
        Assert.False(json.RootElement.TryGetProperty("cost", out _));
    }

    /// <summary>Costs of each row are about one class: for the other they say nothing.</summary>
    [Fact]
    public void CostsAboutAnotherClassAreNotReused()
    {
        var data = folder.Write("train.csv", Rows(120));
        using var json = JsonDocument.Parse(Run("evaluate", data, "--label", "y", "--model", Train(data, "--cost-column", "amount", "--cost", "p=3"), "--positive", "p", "--json"));
        Assert.False(json.RootElement.TryGetProperty("cost", out _));
    }

    [Fact]
    public void WhoDecidedIsSaidOfAFileToo()
    {
        using var decided = new TemporaryFile("y,probability_a,probability_b,predicted\na,0.9,0.1,a\nb,0.4,0.6,a\n");
        using var plain = new TemporaryFile("y,probability_a,probability_b\na,0.9,0.1\nb,0.4,0.6\n");
        var own = Run("evaluate", decided.Path, "--label", "y", "--cost", "a=1,b=2");
        Assert.Contains("the decisions of the file", own, StringComparison.Ordinal);
        Assert.Contains("decisions are those of column 'predicted'", CompareTests.Words(own), StringComparison.Ordinal);
        var none = Run("evaluate", plain.Path, "--label", "y", "--cost", "a=1,b=2");
        Assert.DoesNotContain("the decisions of the file", none, StringComparison.Ordinal);
        Assert.Single(none.Split('\n'), line => line.StartsWith("the class of greatest probability", StringComparison.Ordinal));
    }

    /// <summary>Lines of the file: one is blank, and one cell holds a line break.</summary>
    [Theory]
    [InlineData("zebra,1,5", "y", "'zebra' is none of the classes that have probabilities: 'p', 'q'")]
    [InlineData(",1,5", "y", "'' is a missing value, and no class (--drop-unlabelled leaves such rows out)")]
    [InlineData("p,1,-5", "amount", "'-5': a weight is a number from 0 to 1E+100")]
    public void ARefusedRowIsThatOfTheDataFile(string row, string column, string fault)
    {
        var model = Train(folder.Write("train.csv", Rows(120)), "--ignore", "amount");
        var file = folder.Write("new.csv", $"y,a,amount,note\np,1,5,\"two\nlines\"\n\n{row},x\n");
        var result = Runner.Run("evaluate", file, "--label", "y", "--model", model, "--weight-column", "amount");
        Assert.Equal((2, "", $"counterweight: {file}:5: column '{column}': {fault}\n"), (result.ExitCode, result.Output, result.Error.ReplaceLineEndings("\n")));
    }

    /// <summary>Numbers are places in the data file, where the columns of the predictions stand elsewhere.</summary>
    [Fact]
    public void ColumnsAreCalledByNumbersToo()
    {
        var data = folder.Write("train.csv", Rows(120));
        var model = Train(data, "--ignore", "amount");
        var named = Run("evaluate", data, "--label", "y", "--model", model, "--weight-column", "amount", "--cost-column", "a", "--cost", "p=3");
        Assert.Equal(named, Run("evaluate", data, "--label", "-3", "--model", model, "--weight-column", "-1", "--cost-column", "2", "--cost", "p=3"));
        var last = folder.Write("last.csv", "note,amount,a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => FormattableString.Invariant($"x,5,{row},{(row % 4 == 0 ? "q" : "p")}\n"))));
        Assert.Equal(Run("evaluate", last, "--label", "y", "--model", model), Run("evaluate", last, "--label", "4", "--model", model));
        Assert.Contains(": --label '5': no such column", Runner.Run("evaluate", last, "--label", "5", "--model", model).Error, StringComparison.Ordinal);
    }

    /// <summary>One greatest cost of a row for all commands.</summary>
    [Theory]
    [InlineData("1e290", "")]
    [InlineData("1.1e290", "a number from 0 to 1E+290")]
    [InlineData("-1", "a number from 0 to 1E+290")]
    public void CostsOfRowsHaveOneRange(string cost, string message)
    {
        var trained = folder.Write("train.csv", Rows(120));
        var data = folder.Write("great.csv", "y,a,amount\nq,1,2\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{(row % 4 == 0 ? "q" : "p")},{row},{cost}\n")));
        var model = Train(trained, "--cost-column", "amount", "--cost", "p=3");
        string[][] commands =
        [
            ["evaluate", data, "--label", "y", "--model", model],
            ["predict", data, "--model", model],
            ["train", data, "--label", "y", "--keep", "all", "--model", "tree", "--depth", "2", "--cost-column", "amount", "--cost", "p=3", "--output", folder["other.model"]],
            ["compare", data, "--label", "y", "--keep", "all", "--model", "tree", "--cost-column", "amount", "--cost", "p=3"],
        ];
        Assert.All(commands, command =>
        {
            var result = Runner.Run(command);
            Assert.Equal(message.Length == 0 ? 0 : 2, result.ExitCode);
            Assert.Contains(message, result.Error, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("--label 'Y': no such column; the nearest is 'y'", "--label", "Y")]
    [InlineData("--weight-column 'w': no such column", "--label", "y", "--weight-column", "w")]
    [InlineData("--cost-column 'w': no such column", "--label", "y", "--cost-column", "w", "--cost", "p=1")]
    public void AColumnThatIsMissingIsCalledByItsOption(string message, params string[] options)
    {
        var data = folder.Write("train.csv", Rows(120));
        var result = Runner.Run(["evaluate", data, "--model", Train(data), .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"counterweight: {data}: {message}", result.Error, StringComparison.Ordinal);
    }

    private static string Rows(int count) => Tables.Rows("y,a,amount", count, row => FormattableString.Invariant($"{(row % 4 == 0 ? "q" : "p")},{row * 37 % 100},{10 + (row * 13 % 50)}"));

    private static string Cost(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("cost").GetRawText();
    }

    private string Train(string data, params string[] options)
    {
        Run(["train", data, "--label", "y", "--model", "tree", "--depth", "3", "--output", folder["y.model"], .. options]);
        return folder["y.model"];
    }

    private static string Run(params string[] arguments)
    {
        var result = Runner.Run(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output;
    }
}
