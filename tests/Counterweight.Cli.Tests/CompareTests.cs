using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Counterweight.Cli.Tests;

public class CompareTests
{
    private static readonly string[] Titles = [" 2 ", " 1 ", "balanced", "macro", "fit,", "rows/s"];

    [Theory]
    [InlineData("glass.csv", "type", 6, 0.45, 0.55)]
    [InlineData("pima.csv", "diabetes", 2, 0.65, 0.6)]
    [InlineData("breast-cancer.csv", "Class", 2, 0.93, 0.9)]
    public void RealDataAreLearnt(string file, string label, int classes, double logistic, double tree)
    {
        var models = RunJson("compare", Runner.DataFile(file), "--label", label, "--seeds", "5");

        Assert.Equal(
            "logistic regression, decision tree, random forest, gradient boosting, AdaBoost",
            string.Join(", ", models.Select(model => model.GetProperty("model").GetString()).Distinct(StringComparer.Ordinal)));
        Assert.Equal(5, models.Count(model => model.GetProperty("weights").ValueEquals("balanced")));
        Assert.Equal(10, models.Length);
        Assert.All(models, model => Assert.Equal(classes, model.GetProperty("recall").EnumerateObject().Count()));
        Assert.All(models, model => Assert.InRange(model.GetProperty("balancedAccuracy").GetDouble(), model.GetProperty("model").ValueEquals("decision tree") ? tree : logistic, 1));
    }

    [Fact]
    public void TheTableNamesEveryClassAndMeasure()
    {
        var result = Runner.Run("compare", Runner.DataFile("glass.csv"), "--label", "type", "--seed", "3");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain(result.Output.Split('\n'), line => line.EndsWith(' '));
        Assert.Contains("214 rows, 9 features, 6 classes of 'type'; 65 test rows, stratified, seed 3", Words(result.Output), StringComparison.Ordinal);
        Assert.All(result.OutputLines[2..], line => Assert.InRange(line.Length, 0, 80));
        foreach (var row in Titles.Concat(["random forest, ", "gradient boosting, ", "AdaBoost, "]))
        {
            Assert.Contains(result.Output.Split('\n'), line => line.Contains(row, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void EmptyAndConstantColumnsDoNoHarm()
    {
        using var file = new TemporaryFile("a,none,same,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 7 == 0 ? "" : $"{i}")},?,5,{(i < 20 ? "p" : "q")}\n")));
        Assert.All(RunJson("compare", file.Path, "--label", "y"), model => Assert.InRange(model.GetProperty("balancedAccuracy").GetDouble(), 0.5, 1));
    }

    [Fact]
    public void TheTestShareIsTheOneAskedFor()
    {
        var result = Runner.Run("compare", Runner.DataFile("pima.csv"), "--label", "diabetes", "--test-fraction", "0.5");

        Assert.Contains("384 test rows", Words(result.Output), StringComparison.Ordinal);
    }

    /// <summary>A seed is any number of 64 bits; the one after the last is 0.</summary>
    [Fact]
    public void SeedsGoRound()
    {
        using var file = new TemporaryFile("a,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 17 % 23},{(i < 15 ? "p" : "q")}\n")));
        var result = Runner.Run("compare", file.Path, "--label", "y", "--seed", "18446744073709551615", "--seeds", "2");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("means over the seeds 18446744073709551615 to 0", Words(result.Output), StringComparison.Ordinal);
    }

    [Fact]
    public void CancellationIsOneLineAndItsOwnExitCode()
    {
        var result = Runner.RunUntil(new CancellationToken(canceled: true), "compare", Runner.DataFile("glass.csv"), "--label", "type");

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("counterweight: cancelled\n", result.Error.ReplaceLineEndings("\n"));
        Assert.Empty(result.Output);
    }

    /// <summary>A text whatever its line breaks.</summary>
    internal static string Words(string text) => string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Who ends a run that does not hear must not tell of one that did: the message would be there twice.</summary>
    [Fact]
    public void TheWorkIsOverBeforeItsEndIsTold()
    {
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var told = "nothing";
        var session = new Session(TextWriter.Null, error, Progress: null, Width: null, new CancellationToken(canceled: true)) { WorkEnded = () => told = error.ToString() };

        Assert.Equal(130, CommandLine.Run(["compare", Runner.DataFile("glass.csv"), "--label", "type"], session));
        Assert.Equal("", told);
        Assert.Equal("counterweight: cancelled", error.ToString().TrimEnd());
    }

    internal static JsonElement[] RunJson(params string[] arguments)
    {
        var result = Runner.Run([.. arguments, "--json"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        using var json = JsonDocument.Parse(result.Output);
        return [.. json.RootElement.GetProperty("models").EnumerateArray().Select(model => model.Clone())];
    }
}
