using System.Globalization;
using System.Net;
using System.Text;
using Counterweight.Cli.Reporting;
using Counterweight.Cli.Tests.Evaluation;
using Xunit;

namespace Counterweight.Cli.Tests.Reporting;

/// <summary><c>report</c> from the command line.</summary>
public sealed class ReportCommandTests
{
    private static readonly string[] Classes = ["ok", "fraud"];

    [Fact]
    public void ThePageIsWrittenWhole()
    {
        var rows = PredictionFile.Rows(Classes, 500, 3);
        var days = rows.Select((_, row) => new DateTime(2026, 1, 1).AddDays(row / 10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ToArray();
        using var file = new TemporaryFile(PredictionFile.Text(Classes, rows, ("day", days)));
        using var other = new TemporaryFile(PredictionFile.Text(["fraud", "ok"], [.. rows.Select(row => (row.Label, (double[])[row.Probabilities[1], row.Probabilities[0]]))]));
        using var page = new TemporaryFile([], ".html");
        string[] arguments = ["report", file.Path, "--label", "y", "--compare", other.Path, "--time", "day", "--cost", "fraud=50,ok=1"];

        var result = Runner.Run([.. arguments, "--output", page.Path]);

        Assert.Equal((0, $"{file.Path}:\n  500 rows; the page is {page.Path}\n", ""), (result.ExitCode, result.Output.ReplaceLineEndings("\n"), result.Error));
        var html = File.ReadAllText(page.Path);
        string[] titles = ["Confusion matrix", "ROC curve", "Precision and recall", "Cost over thresholds", "Calibration", "Recall of each class", "Precision of each class", "Class ratio over time"];
        Assert.All(titles, title => Assert.Contains($"<h2>{title}</h2>", html, StringComparison.Ordinal));

        // The other file is the same, with its classes in another order.
        Assert.Contains("no difference can be measured", html, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", html, StringComparison.Ordinal);
        Runner.Run([.. arguments, "--output", page.Path]);
        Assert.Equal(html, File.ReadAllText(page.Path));
    }

    /// <summary>The other probabilities are the same ranking.</summary>
    [Fact]
    public void ThePageTellsAThresholdFromARanking()
    {
        var rows = PredictionFile.Rows(Classes, 800, 6);
        string Page(Func<double, double> change)
        {
            var other = PredictionFile.Text(Classes, [.. rows.Select(row => (row.Label, (double[])[1 - change(row.Probabilities[1]), change(row.Probabilities[1])]))]);
            return WebUtility.HtmlDecode(HtmlReport.Write(PredictionFile.Evaluate(PredictionFile.Read(PredictionFile.Text(Classes, rows))), PredictionFile.Evaluate(PredictionFile.Read(other))));
        }

        Assert.Contains("differs by 0.000 ±0.000 (DeLong's paired test), and 0 % of the answers are others: no difference can be measured.", Page(p => p), StringComparison.Ordinal);
        Assert.Contains("answers are others: no difference in how rows are ranked can be measured, but other rows are taken for rare classes", Page(Math.Sqrt), StringComparison.Ordinal);
        Assert.Contains("answers are others: the first file ranks better.", Page(p => 0.5 + (Math.Sin(p * 1e6) / 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingOfAFileIsTakenForThePage()
    {
        var html = SampleReports.Names;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("rgb(", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageGoesToStandardOutputAlone()
    {
        using var file = new TemporaryFile(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 50, 3)));
        using var bytes = new MemoryStream();
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var session = new Session(output, output, Progress: null, Width: null, TestContext.Current.CancellationToken) { Bytes = bytes };
        Assert.Equal(0, CommandLine.Run(["report", file.Path, "--label", "y", "--output", "-"], session));
        Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(bytes.ToArray()), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
        Assert.Equal(ExitCode.BadInput, Runner.Run("report", file.Path, "--label", "y", "--output", "-", "--json").ExitCode);
    }

    [Theory]
    [InlineData("y,probability_ok,probability_fraud\nok,1,0\n", "1 row, and ")]
    [InlineData("y,probability_ok,probability_fraud\nok,1,0\nok,1,0\n", "row 2 is 'ok', and in ")]
    [InlineData("y,probability_ok,probability_bad\nok,1,0\nbad,1,0\n", "class 'bad' is not in both files")]
    [InlineData("y,probability_ok,probability_fraud,probability_c\nok,1,0,0\nfraud,1,0,0\n", "class 'c' is not in both files")]
    public void OtherRowsAreRefused(string text, string message)
    {
        using var file = new TemporaryFile("y,probability_ok,probability_fraud\nok,1,0\nfraud,0.5,0.5\n");
        using var other = new TemporaryFile(text);
        var page = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var result = Runner.Run("report", file.Path, "--label", "y", "--compare", other.Path, "--output", page);

        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.StartsWith($"counterweight: {other.Path}: {message}", Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(page));
    }

    [Fact]
    public void AFileThatIsReadIsNotWrittenOver()
    {
        using var file = new TemporaryFile("y,probability_ok,probability_fraud\nok,1,0\n");
        var result = Runner.Run("report", file.Path, "--label", "y", "--output", file.Path);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.StartsWith("y,", File.ReadAllText(file.Path), StringComparison.Ordinal);
    }

    /// <summary>Curves have a point a row, and a page has room for some hundreds.</summary>
    [Fact]
    public void ManyRowsMakeASmallPage()
    {
        var rows = PredictionFile.Rows(Classes, 250_000, 4);
        var data = new Cli.Evaluation.Predictions
        {
            Source = "many.csv",
            LabelColumn = "y",
            ClassNames = Classes,
            Labels = [.. rows.Select(row => Array.IndexOf(Classes, row.Label))],
            Probabilities = [.. rows.SelectMany(row => row.Probabilities)],
            Decisions = [.. rows.Select(row => row.Probabilities[1] > 0.3 ? 1 : 0)],
            TimeColumn = "t",
            Times = [.. Enumerable.Range(0, rows.Length).Select(row => (double)row)],
        };
        var report = new Cli.Evaluation.Evaluator(data, new Cli.Evaluation.EvaluationOptions { Costs = Counterweight.Decisions.CostMatrix.OfMistakes(1, 50), Replicates = 20 }, TestContext.Current.CancellationToken).Run();
        Assert.InRange(HtmlReport.Write(report, report).Length, 10_000, 400_000);
    }

    [Fact]
    public void AHundredClassesMakeASmallPage() => Assert.InRange(SampleReports.Hundred.Length, 10_000, 2_000_000);
}
