using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>Decisions by what each row says it costs to miss it, and by thresholds that tuning chose.</summary>
public sealed class RowCostTests : IDisposable
{
    private static readonly string Payments = Runner.DataFile("payments.csv.gz");
    private static readonly string July = Runner.DataFile("payments-july.csv.gz");

    private readonly TemporaryFile model = new("");

    public void Dispose() => model.Dispose();

    /// <summary>Trained: an alarm where p·amount is at least (1 − p)·10.</summary>
    [Fact]
    public void ATrainedModelWeighsEachRow()
    {
        Run("train", Payments, "--label", "fraud", "--ignore", "time,customer", "--model", "logistic", "--cost-column", "amount", "--cost", "no=10", "--output", model.Path);
        var rows = Predict(July, "--keep-columns", "amount");

        Assert.Equal(2000, rows.Length);
        Assert.Contains(rows, row => row[^1] is "yes");
        Assert.All(rows, row => Assert.Equal(Number(row[2]) * Number(row[0]) >= Number(row[1]) * 10 ? "yes" : "no", row[^1]));
    }

    /// <summary>Tuned: the same with the share that was chosen; the column need not be a feature.</summary>
    [Fact]
    public void ATunedModelDecidesByItsThreshold()
    {
        var told = Run("tune", Payments, "--label", "fraud", "--ignore", "time,amount", "--group", "customer", "--model", "logistic", "--folds", "3", "--cost-column", "amount", "--cost", "no=10", "--output", model.Path, "--json");
        using var json = JsonDocument.Parse(told);
        var least = json.RootElement.GetProperty("choice").GetProperty("scoreThreshold").GetDouble();
        var rows = Predict(July, "--keep-columns", "amount");

        Assert.Contains(rows, row => row[^1] is "yes");
        Assert.All(rows, row => Assert.Equal(Number(row[2]) * Number(row[0]) / ((Number(row[2]) * Number(row[0])) + (Number(row[1]) * 10)) >= least ? "yes" : "no", row[^1]));
        Assert.Contains("a false alarm costs 10, and a column tells what it costs to miss each row", CompareTests.Words(Run("inspect", model.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void OneCostOfAllRowsIsOneThreshold()
    {
        var told = Run("tune", Payments, "--label", "fraud", "--ignore", "time,customer", "--model", "logistic", "--folds", "3", "--cost", "yes=300,no=10", "--output", model.Path, "--json");
        using var json = JsonDocument.Parse(told);
        var least = json.RootElement.GetProperty("choice").GetProperty("probabilityThreshold").GetDouble();

        Assert.All(Predict(July), row => Assert.Equal(Number(row[^2]) >= least ? "yes" : "no", row[^1]));
    }

    /// <summary>Weights and resampling move neither the probabilities of the file nor, by the threshold, its answers.</summary>
    [Theory]
    [InlineData("balanced^0.5", "none")]
    [InlineData("none", "over")]
    public void ProbabilitiesOfATunedModelAreThoseOfTheRowsAsTheyAre(string weights, string resample)
    {
        Run("tune", Payments, "--label", "fraud", "--ignore", "time,customer", "--model", "logistic", "--folds", "3", "--weights", weights, "--resample", resample, "--cost", "yes=300,no=10", "--output", model.Path);
        var share = Predict(Payments).Average(row => Number(row[^2]));

        Assert.InRange(share, 0.8 * 159 / 9000, 1.25 * 159 / 9000);
        Assert.Contains("probabilities are corrected", Run("inspect", model.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void WhereAlarmsNeverPayThereAreNone()
    {
        Run("tune", Payments, "--label", "fraud", "--ignore", "time,customer", "--model", "logistic", "--folds", "2", "--cost", "yes=0,no=10", "--output", model.Path);
        Assert.All(Predict(July), row => Assert.Equal("no", row[^1]));
        Assert.Contains("never decides for 'yes'", Run("inspect", model.Path), StringComparison.Ordinal);
    }

    /// <summary>A row without a cost or with a negative one is refused with its line, and a missing column with its name.</summary>
    [Fact]
    public void CostsThatAreNoneAreTold()
    {
        using var data = new TemporaryFile("a,amount,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row * 7 % 60},{1 + (row % 9)},{(row % 4 == 0 ? "p" : "q")}\n")));
        Run("train", data.Path, "--label", "y", "--ignore", "amount", "--model", "tree", "--depth", "2", "--cost-column", "amount", "--cost", "q=1", "--output", model.Path);
        using var some = new TemporaryFile("a,amount\n3,5\n4,\n5,1\n");
        using var negative = new TemporaryFile("a,amount\n3,5\n4,-2\n");
        using var none = new TemporaryFile("a,sum\n3,5\n");

        Assert.Contains(":3: column 'amount': '' is no cost", Runner.Run("predict", some.Path, "--model", model.Path).Error, StringComparison.Ordinal);
        Assert.Contains(":3: column 'amount': '-2' is no cost", Runner.Run("predict", negative.Path, "--model", model.Path).Error, StringComparison.Ordinal);
        Assert.Contains("column 'amount', which the model uses, is not in the file", Runner.Run("predict", none.Path, "--model", model.Path).Error, StringComparison.Ordinal);
    }

    private static string Run(params string[] arguments)
    {
        var result = Runner.Run(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private string[][] Predict(string path, params string[] options)
    {
        using var scored = new TemporaryFile("");
        Run(["predict", path, "--model", model.Path, "--output", scored.Path, .. options]);
        return [.. File.ReadLines(scored.Path).Skip(1).Select(line => line.Split(','))];
    }
}
