using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests.Evaluation;

/// <summary><c>evaluate</c> from the command line.</summary>
/// <remarks>To accept other text: <c>-explicit only -method '*.WriteGoldenOutput'</c>.</remarks>
public sealed class EvaluateCommandTests
{
    // What begins the first table.
    private const string Table = "\nmeasure ";

    private static readonly string[] Classes = ["ok", "fraud", "<script>"];

    [Fact]
    public void TheTextIsTheCommittedOne() => Assert.Equal(Committed("evaluate.txt"), Output());

    [Fact]
    public void TheJsonIsTheCommittedOne() => Assert.Equal(Committed("evaluate.json"), Output("--json"));

    [Fact(Explicit = true)]
    public void WriteGoldenOutput()
    {
        File.WriteAllText(CommittedPath("evaluate.txt"), Output());
        File.WriteAllText(CommittedPath("evaluate.json"), Output("--json"));
    }

    [Fact]
    public void JsonHasEveryDigit()
    {
        using var json = JsonDocument.Parse(Output("--json"));
        var report = PredictionFile.Evaluate(PredictionFile.Read(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 400, 7))));
        var measures = json.RootElement.GetProperty("measures");
        Assert.All(report.Measures, measure => Assert.Equal(measure.Value, measures.GetProperty(measure.Key).GetProperty("value").GetDouble()));
        Assert.Equal(report.Matrix[1, 0], json.RootElement.GetProperty("confusionMatrix")[1][0].GetDouble());
        Assert.Equal(string.Join(' ', Classes), string.Join(' ', json.RootElement.GetProperty("classes").EnumerateArray().Select(one => one.GetProperty("class").GetString())));
    }

    [Fact]
    public void WhatIsNotDefinedIsNull()
    {
        using var file = new TemporaryFile("y,probability_a,probability_b\na,0.9,0.1\n");
        var result = Runner.Run("evaluate", file.Path, "--label", "y", "--json");
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("classes")[1].GetProperty("rocAuc").GetProperty("value").ValueKind);
        Assert.Equal(0, Runner.Run("evaluate", file.Path, "--label", "y").ExitCode);
    }

    [Fact]
    public void CostsOfRowsArePriced()
    {
        using var file = new TemporaryFile("y,amount,probability_ok,probability_fraud,predicted\nok,1,0.9,0.1,ok\nok,2,0.4,0.6,fraud\nfraud,700,0.6,0.4,ok\nfraud,80,0.2,0.8,fraud\nok,5,0.8,0.2,ok\n");
        using var json = JsonDocument.Parse(Runner.Run("evaluate", file.Path, "--label", "y", "--json", "--cost-column", "amount", "--cost", "ok=5").Output);
        var cost = json.RootElement.GetProperty("cost");
        Assert.Equal((5 + 700) / 5.0, cost.GetProperty("meanCost").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal("normal", cost.GetProperty("meanCost").GetProperty("method").GetString());
        Assert.Equal(MetricInterval.OfMean([0, 5, 700, 0, 0]).High, cost.GetProperty("meanCost").GetProperty("high").GetDouble(), 1e-9);
        Assert.Equal(0, cost.GetProperty("meanCost").GetProperty("low").GetDouble());
        Assert.Equal(0.4, cost.GetProperty("bestThreshold").GetProperty("threshold").GetDouble());
        Assert.Equal(1, cost.GetProperty("bestThreshold").GetProperty("meanCost").GetDouble(), 1e-12);

        // 5/(5 + amount): the first row's is 0.83, the second one's 0.71, the last one's 0.5.
        Assert.Equal(0, cost.GetProperty("leastExpectedCost").GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData("--label 'z': no such column", "--label", "z")]
    [InlineData("there is no class 'x'", "--label", "y", "--cost", "x=1")]
    [InlineData("contradict each other", "--label", "y", "--cost", "a=1,b=1", "--cost-matrix", "m.csv")]
    [InlineData("--cost: no mistake costs more than the right answer", "--label", "y", "--cost", "a=0,b=0")]
    [InlineData("--weight-column 'w': no such column", "--label", "y", "--weight-column", "w")]
    [InlineData("'--label' is required")]
    public void BadArgumentsAreOneLine(string message, params string[] arguments)
    {
        using var file = new TemporaryFile("y,probability_a,probability_b\na,0.9,0.1\n");
        var result = Runner.Run(["evaluate", file.Path, .. arguments]);
        Assert.Equal((ExitCode.BadInput, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, Assert.Single(result.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoneIsOneLine()
    {
        var result = Runner.Run("evaluate", "/no/such/file", "--label", "y", "--json");
        Assert.Equal((ExitCode.BadInput, "counterweight: /no/such/file: no such file\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
        Assert.Contains("no such file", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StandardInputIsRead()
    {
        using var process = ChildProcess.StartProgram(Runner.Program, ["evaluate", "-", "--label", "y"], []);
        await process.Input.WriteAsync(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 400, 7)));
        process.Input.Close();
        var result = await Runner.FinishAsync(process);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("standard input:", result.Output, StringComparison.Ordinal);
        Assert.Equal(Committed("evaluate.txt").Split(Table)[1].Split("\nmean cost")[0], result.Output.ReplaceLineEndings("\n").Split(Table)[1].Split("\nIntervals")[0]);
    }

    [Fact]
    public void AModelPredictsFirst()
    {
        var data = Runner.DataFile("pima.csv");
        using var model = new TemporaryFile([], ".model");
        using var predictions = new TemporaryFile("");
        var label = File.ReadLines(data).First().Split(',')[^1];
        Assert.Equal(0, Runner.Run("train", data, "--label", label, "--model", "logistic", "--output", model.Path).ExitCode);
        Assert.Equal(0, Runner.Run("predict", data, "--model", model.Path, "--output", predictions.Path).ExitCode);

        var direct = Runner.Run("evaluate", data, "--label", label, "--model", model.Path);
        Assert.Equal((0, ""), (direct.ExitCode, direct.Error));
        Assert.Equal(Runner.Run("evaluate", predictions.Path, "--label", label).Output.Split(Table)[1], direct.Output.Split(Table)[1]);
        Assert.Equal(direct.Output, Runner.Run("evaluate", data, "--label", "-1", "--model", model.Path).Output);
        Assert.Contains("contradict each other", Runner.Run("evaluate", data, "--label", label, "--model", model.Path, "--predicted", "x").Error, StringComparison.Ordinal);
        Assert.Contains("no such column", Runner.Run("evaluate", data, "--label", "nothing", "--model", model.Path).Error, StringComparison.Ordinal);
    }

    private static string Output(params string[] options)
    {
        using var file = new TemporaryFile(PredictionFile.Text(Classes, PredictionFile.Rows(Classes, 400, 7)));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        string[] arguments = ["evaluate", file.Path, "--label", "y", "--cost", "ok=1,fraud=20,<script>=7", .. options];
        Assert.Equal(0, CommandLine.Run(arguments, new Session(output, error, Progress: null, Width: 80, TestContext.Current.CancellationToken)));
        Assert.Empty(error.ToString());
        return output.ToString().ReplaceLineEndings("\n").Replace(JsonEncodedText.Encode(file.Path).Value, "predictions.csv", StringComparison.Ordinal).Replace(file.Path, "predictions.csv", StringComparison.Ordinal);
    }

    private static string Committed(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name), Encoding.UTF8).ReplaceLineEndings("\n");

    private static string CommittedPath(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", name);
}
