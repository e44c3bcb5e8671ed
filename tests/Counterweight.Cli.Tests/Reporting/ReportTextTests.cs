using System.Net;
using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Reporting;
using Counterweight.Cli.Tests.Evaluation;
using Counterweight.Decisions;
using Xunit;

namespace Counterweight.Cli.Tests.Reporting;

/// <summary>What a page says of where it comes from, and of points that are off their curves.</summary>
public sealed class ReportTextTests
{
    private static readonly string[] Classes = ["ok", "fraud"];

    [Fact]
    public void TheHeaderNamesModelThresholdAndCosts()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("claims.csv", Tables.Rows("y,a", 120, row => $"{(row % 4 == 0 ? "q" : "p")},{row * 37 % 100}"));
        Assert.Equal(0, Runner.Run("train", data, "--label", "y", "--model", "tree", "--depth", "3", "--cost", "q=50,p=1", "--output", folder["y.model"]).ExitCode);
        Assert.Equal(0, Runner.Run("report", data, "--label", "y", "--model", folder["y.model"], "--output", folder["page.html"]).ExitCode);
        var html = WebUtility.HtmlDecode(File.ReadAllText(folder["page.html"]));
        Assert.Contains("<title>y: claims.csv</title>", html, StringComparison.Ordinal);
        Assert.Contains("<h1>'y' of claims.csv</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<p>y.model decides for the class of least expected cost; a mistake costs 1 about 'p', 50 about 'q'.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutModelAndCostsThatIsSaid()
    {
        var page = Page("y,probability_ok,probability_fraud\nok,0.9,0.1\nfraud,0.4,0.6\n");
        Assert.Contains("<p>the answer is the class of greatest probability; what mistakes cost is not said.</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p>decisions are those of column 'predicted'; what mistakes cost is not said.</p>", Page(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 50, 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void APointOffTheCurveIsExplained()
    {
        const string Header = "y,amount,probability_ok,probability_fraud,predicted\n";
        const string OnCurve = Header + "ok,9,0.9,0.1,ok\nfraud,9,0.4,0.6,fraud\nok,9,0.7,0.3,fraud\n";
        const string OffCurve = Header + "ok,9,0.9,0.1,fraud\nfraud,9,0.4,0.6,fraud\nok,9,0.7,0.3,ok\n";
        Assert.DoesNotContain("off the curve", Page(OnCurve), StringComparison.Ordinal);
        Assert.Contains("The point is where the decisions are, off the curve: no threshold of these probabilities decides so.", Page(OffCurve), StringComparison.Ordinal);
        Assert.Contains("off the curve: each row has its own cost and so its own threshold", Page(OffCurve, request => request with { Cost = "amount" }, CostMatrix.OfMistakes(1, 0)), StringComparison.Ordinal);

        // A row of weight 0 moves no point.
        Assert.DoesNotContain("off the curve", Page(OffCurve.Replace("ok,9,0.9", "ok,0,0.9", StringComparison.Ordinal), request => request with { Weight = "amount" }), StringComparison.Ordinal);
        Assert.Contains("one is off its curve", Page("y,probability_a,probability_b,probability_c\na,0.4,0.3,0.3\na,0.5,0,0.5\nb,0.42,0.46,0.12\nc,0,0.3,0.7\n"), StringComparison.Ordinal);
    }

    /// <summary>Axes of numbers as large, as small and as far apart as there are.</summary>
    [Theory]
    [InlineData(-1e308, 1e308)]
    [InlineData(-1.7976931348623157e308, 1.7976931348623157e308)]
    [InlineData(0, 5e-324)]
    [InlineData(1e300, 1.0000000000000002e300)]
    [InlineData(-1e-310, 1e-310)]
    public void TimesAtTheEndsOfNumbersAreDrawn(double first, double last)
    {
        var steps = new TimeSteps([first, last], areDates: false);
        Assert.InRange(steps.Count, 1, TimeSteps.Most);
        Assert.Equal((0, steps.Count - 1), (steps.Index(first), steps.Index(last)));
        var rows = PredictionFile.Rows(Classes, 40, 1);
        string[] times = [.. rows.Select((_, row) => (row % 2 == 0 ? first : last).ToString("R", System.Globalization.CultureInfo.InvariantCulture))];
        AssertDrawn(Page(PredictionFile.Text(Classes, rows, ("t", times)), request => request with { Time = "t" }));
    }

    [Theory]
    [InlineData(1e290, 1e290)]
    [InlineData(1e-290, 1e-290)]
    [InlineData(-1e290, -1e290)]
    [InlineData(1e290, -1e290)]
    [InlineData(0, 0)]
    [InlineData(1e290, 1e-290)]
    public void CostsOfAnySizeAreDrawn(double falseAlarm, double miss)
    {
        AssertDrawn(Page(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 40, 1)), null, new CostMatrix(2, [0, falseAlarm, miss, 0])));
        AssertDrawn(Page(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 40, 1)), null, new CostMatrix(2, [falseAlarm, falseAlarm, miss, miss])));
        string[] three = ["a", "b", "c"];
        AssertDrawn(Page(PredictionFile.Text(three, PredictionFile.Rows(three, 40, 1)), null, new CostMatrix(3, [falseAlarm, falseAlarm, miss, miss, falseAlarm, falseAlarm, falseAlarm, falseAlarm, miss])));
    }

    [Theory]
    [InlineData("1e100")]
    [InlineData("1e-300")]
    public void WeightsOfAnySizeAreDrawn(string weight)
    {
        var rows = PredictionFile.Rows(Classes, 40, 1);
        string[] days = [.. rows.Select((_, row) => FormattableString.Invariant($"{row}"))];
        AssertDrawn(Page(PredictionFile.Text(Classes, rows, ("w", [.. rows.Select(_ => weight)]), ("t", days)), request => request with { Weight = "w", Time = "t" }, CostMatrix.OfMistakes(1, 2)));
    }

    private static void AssertDrawn(string html) => Assert.All((string[])["NaN", "Infinity", "∞", "E+309", "MaxValue"], text => Assert.DoesNotContain(text, html, StringComparison.Ordinal));

    private static string Page(string text, Func<PredictionRequest, PredictionRequest>? change = null, CostMatrix? costs = null) =>
        WebUtility.HtmlDecode(HtmlReport.Write(PredictionFile.Evaluate(PredictionFile.Read(text, change), costs), null));
}
