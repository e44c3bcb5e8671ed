using System.Globalization;
using Counterweight.Cli.Output;
using Counterweight.Cli.Tests.Evaluation;
using Xunit;

namespace Counterweight.Cli.Tests.Output;

/// <summary>Tables fit a terminal of 80 columns, and their numbers stand below each other.</summary>
public sealed class WidthTests
{
    private const int Columns = 80;

    private static readonly string[] Long = ["the claims that nobody has looked at so far", "the claims that somebody has looked at so far", "fraud"];

    [Fact]
    public void AnEvaluationOfLongNamesFits()
    {
        using var file = new TemporaryFile(PredictionFile.Text(Long, PredictionFile.Rows(Long, 300, 7)));
        Assert.All(Lines("evaluate", file.Path, "--label", "y", "--cost", $"{Long[0]}=1,{Long[1]}=2,fraud=3"), AssertFits);
    }

    [Fact]
    public void AComparisonOfManyWeightsFits()
    {
        string[] weights = ["none", "effective=0.9999", "pos=12345.678901234567,neg=0.12345678901234567", "balanced^0.33333333333333333333"];
        var lines = Lines(["compare", Runner.DataFile("pima.csv"), "--label", "diabetes", "--model", "logistic", "--model", "tree", "--calibration", "--cost", "pos=1234.5,neg=7", .. weights.SelectMany(weight => (string[])["--weights", weight])]);
        Assert.All(lines, AssertFits);
        Assert.Equal(6, lines.Count(line => line.Contains("threshold only", StringComparison.Ordinal) || line.EndsWith("nothing", StringComparison.Ordinal) || line.EndsWith("worse", StringComparison.Ordinal) || line.EndsWith("better", StringComparison.Ordinal)) - lines.Count(line => line.StartsWith("threshold only", StringComparison.Ordinal)));
    }

    [Fact]
    public void AModelOfLongNamesFits()
    {
        using var folder = new TemporaryFolder();
        string[] classes = [.. Enumerable.Range(0, 8).Select(label => FormattableString.Invariant($"a class of a long name and number {label}"))];
        var file = folder.Write("train.csv", Tables.Rows("a column of a very long name that says all about it,y", 160, row => $"{row * 7 % 53},{classes[row % 8]}"));
        var costs = string.Join(',', classes.Select((name, label) => FormattableString.Invariant($"{name}={label + 0.123456}")));
        Assert.All(Lines("train", file, "--label", "y", "--model", "tree", "--cost", costs, "--output", folder["y.model"]), AssertFits);
        Assert.All(Lines("inspect", folder["y.model"]), AssertFits);
        Assert.All(Lines("inspect", file, "--label", "y"), AssertFits);
    }

    /// <summary>Names of rows are whole, in two lines where there is no room, and large numbers have exponents.</summary>
    [Theory]
    [InlineData("5", "1")]
    [InlineData("999999999", "999999998")]
    [InlineData("1e9", "1e9")]
    [InlineData("1e60", "1e60")]
    [InlineData("1e290", "1e290")]
    public void ATuningOfAnyCostsFits(string miss, string alarm)
    {
        var lines = Lines("tune", Runner.DataFile("pima.csv"), "--label", "diabetes", "--model", "logistic", "--folds", "2", "--weights", "none", "--cost", $"pos={miss},neg={alarm}");
        Assert.All(lines, AssertFits);
        Assert.All(lines, line => Assert.DoesNotMatch(@"\S…|…\S", line));
        Assert.Contains(lines, line => line.StartsWith("tuned less unweighted at least expected", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Infinity", StringComparison.Ordinal));
    }

    /// <summary>No product of the greatest weights and costs overflows, and no name of a row is cut.</summary>
    [Theory]
    [InlineData("--cost", "ok=1e290,fraud=1e290")]
    [InlineData("--cost-column", "amount", "--cost", "ok=1e290")]
    public void AnEvaluationOfAnyCostsAndWeightsFits(params string[] costs)
    {
        string[] classes = ["ok", "fraud"];
        var rows = PredictionFile.Rows(classes, 300, 7, rates: [0.6, 0.4]);
        string[] weights = [.. rows.Select((_, row) => FormattableString.Invariant($"{1 + (row % 3)}"))];
        string[] great = [.. weights.Select(weight => weight is "3" ? "1e100" : weight + "e99")];
        string[] amounts = [.. rows.Select(_ => "1e290")];
        using var file = new TemporaryFile(PredictionFile.Text(classes, rows, ("w", great), ("amount", amounts)));
        var lines = Lines(["evaluate", file.Path, "--label", "y", "--weight-column", "w", .. costs]);
        Assert.All(lines, AssertFits);
        Assert.All(lines, line => Assert.DoesNotMatch("Infinity|NaN|…", line));
        Assert.Equal(5, lines.Count(line => line.Contains("E+28", StringComparison.Ordinal)));
    }

    [Fact]
    public void AllVerdictsAreExplained()
    {
        var lines = Lines("compare", Runner.DataFile("claims.csv.gz"), "--label", "FraudFound", "--model", "tree");
        Assert.Contains(lines, line => line.EndsWith(" nothing", StringComparison.Ordinal) || line.EndsWith(" ranks worse", StringComparison.Ordinal) || line.EndsWith(" ranks better", StringComparison.Ordinal));
        Assert.Contains("ranks better, ranks worse: the difference of the AUC is greater than its margin. nothing: neither the ranking nor the answers differ measurably.", CompareTests.Words(string.Join('\n', lines)), StringComparison.Ordinal);
    }

    /// <summary>Of several columns of names the widest is cut first; ends of names stay, since they tell them apart.</summary>
    [Fact]
    public void NamesAreCutInTheMiddle()
    {
        var table = new TextTable();
        table.AddColumn(isRight: false, "name");
        table.AddColumn(isRight: false, "other");
        table.AddColumn(isRight: true, "number");
        table.AddRow("logistic regression, balanced", "short", "1.000");
        table.AddRow("logistic regression, unweighted", "short", "2.000");
        Assert.All(table.Lines(35), line => Assert.InRange(Shown.Width(line), 1, 35));
        Assert.Equal(["logistic r…, balanced  short   1.000", "logistic r…unweighted  short   2.000"], [.. table.Lines(36).Skip(2)], StringComparer.Ordinal);
        Assert.Contains("logistic regression, unweighted  short   2.000", table.Lines(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(-0.0004, "0.000", "0.000")]
    [InlineData(-0.0, "0.####", "0")]
    [InlineData(-0.0006, "0.000", "-0.001")]
    [InlineData(-1234.0, "N0", "-1,234")]
    [InlineData(-0.4, "N0", "0")]
    public void ZeroHasNoSign(double value, string format, string text) => Assert.Equal(text, NumberText.Of(value, format));

    [Theory]
    [InlineData("1.3600 0.6580 0.0000", 1.36, 0.658, 0.0)]
    [InlineData("1,234.4 100.0", 1234.4, 100.0)]
    [InlineData("500.000 5.000", 500.0, 5.0)]
    [InlineData("0.0001230 0.0100000", 0.000123, 0.01)]
    [InlineData("1E+20 1", 1e20, 1.0)]
    [InlineData("0.000", 0.0)]
    public void NumbersOfAColumnHaveAsManyDecimals(string text, params double[] column) =>
        Assert.Equal(text, string.Join(' ', column.Select(value => NumberText.Of(value, NumberText.FormatOf(column)))));

    private static void AssertFits(string line) => Assert.InRange(Shown.Width(line), 0, Columns);

    // Paths of files have lines to themselves.
    private static string[] Lines(params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(0, CommandLine.Run(arguments, new Session(output, output, Progress: null, Columns, TestContext.Current.CancellationToken)));
        return [.. output.ToString().ReplaceLineEndings("\n").Split('\n').Where(line => !line.Contains(Path.GetTempPath(), StringComparison.Ordinal) && !line.Contains(AppContext.BaseDirectory, StringComparison.Ordinal))];
    }
}
