using System.Text.Json;
using Xunit;

namespace Counterweight.Cli.Tests.Arguments;

/// <summary>Class weights and costs as they are written on a command line.</summary>
public class WeightOptionTests
{
    private static readonly string[] Pima = ["compare", Runner.DataFile("pima.csv"), "--label", "diabetes", "--model", "logistic"];

    [Theory]
    [InlineData("half", "'half' is not one of none, balanced")]
    [InlineData("balanced^x", "'balanced^x': 'x' is not a number from -10 to 10")]
    [InlineData("effective=1", "'effective=1': '1' is not a number from 0 to below 1")]
    [InlineData("=3", "'=3' is not CLASS=NUMBER")]
    [InlineData("pos=-1,neg=1", "'pos=-1': '-1' is not a number from 0 to 1E+100")]
    [InlineData("pos=1,pos=2", "names 'pos' twice")]
    [InlineData("pos=1", "has no number for class 'neg'")]
    [InlineData("pos=1,neg=1,other=2", "there is no class 'other'; the classes are 'neg', 'pos'")]
    [InlineData("pos=0,neg=0", "every class has the weight 0")]
    [InlineData("costs", "needs costs: --cost or --cost-matrix")]
    public void WhatIsNoWeightIsRefusedByName(string weights, string message)
    {
        var result = Runner.Run([.. Pima, "--weights", weights]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    /// <summary>The same weights by other names give the same model.</summary>
    [Fact]
    public void WeightsAreWhatTheirNamesSay()
    {
        var models = Json([.. Pima, "--weights", "balanced", "--weights", "balanced^1", "--weights", "balanced^0", "--weights", "none", "--weights", "pos=500,neg=268", "--weights", "sqrt", "--weights", "balanced^0.5", "--weights", "costs", "--cost", "pos=500,neg=268"]);
        string[] names = ["balanced", "balanced^1", "balanced^0", "unweighted", "pos=500,neg=268", "sqrt", "balanced^0.5", "costs"];
        Assert.Equal(names, models.Select(model => model.GetProperty("weights").GetString()!), StringComparer.Ordinal);
        double[] objectives = [.. models.Select(model => model.GetProperty("objective").GetDouble())];
        double[] accuracies = [.. models.Select(model => model.GetProperty("balancedAccuracy").GetDouble())];
        Assert.Equal(objectives[0], objectives[1], 1e-9 * objectives[0]);
        Assert.Equal(objectives[3], objectives[2], 1e-9 * objectives[3]);
        Assert.Equal(objectives[5], objectives[6], 1e-9 * objectives[5]);
        Assert.Equal(accuracies[0], accuracies[4], 0.01);
        Assert.Equal(accuracies[0], accuracies[7], 0.01);
        double[] recalls = [.. models.Select(model => model.GetProperty("recall").GetProperty("pos").GetDouble())];
        Assert.True(recalls[3] < recalls[5] && recalls[5] < recalls[0]);
    }

    [Fact]
    public void ASweepHasFiveStrengths() => Assert.Equal(
        ["unweighted", "balanced^0.25", "balanced^0.5", "balanced^0.75", "balanced"],
        Json([.. Pima, "--weights", "sweep"]).Select(model => model.GetProperty("weights").GetString()!), StringComparer.Ordinal);

    [Theory]
    [InlineData("", "--cost and --cost-matrix contradict each other", "--cost", "pos=1,neg=2")]
    [InlineData("right,neg,pos\nneg,0,1\n", "rows: class 'pos' is missing")]
    [InlineData("right,neg,pos\nneg,0,1\npos,2,0\nother,1,1\n", ":4: there is no class 'other'")]
    [InlineData("right,neg,pos\nneg,0,1\nneg,2,0\n", ":3: class 'neg' is there twice")]
    [InlineData("right,neg\nneg,0\npos,2\n", "columns: class 'pos' is missing")]
    [InlineData("right,neg,pos\nneg,0,1\npos,x,0\n", ":3: column 'neg': 'x' is no cost; the cost of answering 'neg' where 'pos' is right must be a number from 0 to 1E+290")]
    [InlineData("right,neg,pos\nneg,0,1\npos,2,1e291\n", ":3: column 'pos': '1e291' is no cost")]
    public void AMatrixThatDoesNotFitIsRefused(string text, string message, params string[] options)
    {
        using var file = new TemporaryFile(text);
        var result = Runner.Run([.. Pima, "--cost-matrix", file.Path, .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    /// <summary>The same rule for each command, with the place, and the help tells it.</summary>
    [Theory]
    [InlineData("train", "--model", "logistic", "--output", "never.model")]
    [InlineData("tune", "--model", "logistic", "--folds", "2")]
    [InlineData("compare", "--model", "logistic")]
    [InlineData("evaluate", "--model", "")]
    public void ACostBelow0IsRefused(string command, params string[] options)
    {
        using var matrix = new TemporaryFile("right,neg,pos\nneg,0,1\npos,-1,0\n");
        using var model = new TemporaryFile([], ".model");
        if (command is "evaluate")
        {
            Assert.Equal(0, Runner.Run("train", Runner.DataFile("pima.csv"), "--label", "diabetes", "--model", "logistic", "--output", model.Path).ExitCode);
            options = ["--model", model.Path];
        }

        string[] common = [command, Runner.DataFile("pima.csv"), "--label", "diabetes", .. options];
        var ofMatrix = Runner.Run([.. common, "--cost-matrix", matrix.Path]);
        Assert.Equal((2, ""), (ofMatrix.ExitCode, ofMatrix.Output));
        Assert.Contains($"{matrix.Path}:3: column 'neg': '-1' is no cost; the cost of answering 'neg' where 'pos' is right must be a number from 0 to 1E+290", ofMatrix.Error, StringComparison.Ordinal);
        Assert.Contains("'-1' is not a number from 0 to 1E+290", Runner.Run([.. common, "--cost", "pos=-1,neg=1"]).Error, StringComparison.Ordinal);
        var help = CompareTests.Words(Runner.Run(command, "--help").Output);
        Assert.Contains("each cost is a number from 0 to 1E+290", help, StringComparison.Ordinal);
        Assert.Contains("such as an amount: a number from 0 to 1E+290", help, StringComparison.Ordinal);
    }

    /// <summary>A matrix whose rows and columns stand in another order, the same costs by class, and a column with the same cost in every row.</summary>
    [Fact]
    public void CostsAreTheSameHoweverTheyAreTold()
    {
        using var matrix = new TemporaryFile("right,pos,neg\npos,0,7\nneg,2,0\n");
        using var rows = new TemporaryFile(File.ReadAllText(Runner.DataFile("pima.csv")).TrimEnd().Split('\n').Select((line, row) => $"{line.TrimEnd()},{(row == 0 ? "miss" : "7")}\n").Aggregate("", string.Concat));
        var byClass = Json([.. Pima, "--cost", "pos=7,neg=2"]);
        var byMatrix = Json([.. Pima, "--cost-matrix", matrix.Path]);
        var byRow = Json(["compare", rows.Path, .. Pima[2..], "--cost-column", "miss", "--cost", "neg=2", "--ignore", "miss"]);
        foreach (var name in (string[])["cost", "leastCost", "correctedLeastCost"])
        {
            Assert.Equal(byClass.Select(model => model.GetProperty(name).GetDouble()), byMatrix.Select(model => model.GetProperty(name).GetDouble()));
            Assert.All(byClass.Zip(byRow), pair => Assert.Equal(pair.First.GetProperty(name).GetDouble(), pair.Second.GetProperty(name).GetDouble(), 1e-12));
        }

        Assert.True(byClass[0].GetProperty("leastCost").GetDouble() < byClass[0].GetProperty("cost").GetDouble());
    }

    [Theory]
    [InlineData("--cost-column", "glucose", "--positive", "yes")]
    [InlineData("--cost-column", "nothing")]
    [InlineData("--cost-column", "diabetes")]
    public void AColumnOfCostsMustBeOne(params string[] options) => Assert.Equal(2, Runner.Run([.. Pima, .. options]).ExitCode);

    /// <summary>A name with a comma or an equals sign, in quotes by itself or with its number.</summary>
    [Theory]
    [InlineData("\"a,b\"=2,k=v=1")]
    [InlineData("\"a,b=2\",\"k=v\"=1")]
    public void NamesWithCommasStandInQuotes(string weights)
    {
        using var file = new TemporaryFile("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{row * 7 % 40},{(row % 3 == 0 ? "\"a,b\"" : "k=v")}\n")));
        Assert.Equal(0, Runner.Run("compare", file.Path, "--label", "y", "--model", "tree", "--weights", weights, "--cost", weights).ExitCode);
    }

    [Fact]
    public void AColumnOfCostsNeedsTheCostOfAFalseAlarm()
    {
        var result = Runner.Run([.. Pima, "--cost-column", "glucose"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("what a false alarm costs is missing: --cost neg=5", result.Error, StringComparison.Ordinal);
    }

    /// <summary>What it costs to miss a row stands in its column, and nowhere else.</summary>
    [Theory]
    [InlineData("", "--cost pos=… and --cost-column 'glucose' contradict each other: both say what it costs to miss a row of 'pos'; --cost neg=… alone says what a false alarm costs", "--cost", "pos=1,neg=2")]
    [InlineData("", "--cost neg=… and --cost-column 'glucose' contradict each other", "--cost", "neg=2", "--positive", "neg")]
    [InlineData("right,neg,pos\nneg,0,2\npos,500,0\n", "where 'pos' is right, answering 'neg' costs 500; beside a column all but the false alarm must be 0")]
    [InlineData("right,neg,pos\nneg,0,2\npos,0,7\n", "where 'pos' is right, answering 'pos' costs 7")]
    [InlineData("right,neg,pos\nneg,1,2\npos,0,0\n", "where 'neg' is right, answering 'neg' costs 1")]
    public void ACostThatAColumnTellsIsRefused(string matrix, string message, params string[] options)
    {
        using var file = new TemporaryFile(matrix);
        string[] told = [.. options, "--cost-column", "glucose", .. matrix.Length > 0 ? ["--cost-matrix", file.Path] : (string[])[]];
        foreach (var command in (string[][])[["compare"], ["tune"], ["train", "--output", "-"]])
        {
            var result = Runner.Run([.. command, .. Pima[1..], .. told]);
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.Contains(message, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }
    }

    /// <summary>Beside a column a matrix says what a false alarm costs.</summary>
    [Fact]
    public void AMatrixTellsWhatAFalseAlarmCosts()
    {
        using var matrix = new TemporaryFile("right,neg,pos\nneg,0,50\npos,0,0\n");
        var byClass = Json([.. Pima, "--cost-column", "glucose", "--cost", "neg=50"]);
        var byMatrix = Json([.. Pima, "--cost-column", "glucose", "--cost-matrix", matrix.Path]);
        Assert.Equal(byClass.Select(model => model.GetProperty("leastCost").GetDouble()), byMatrix.Select(model => model.GetProperty("leastCost").GetDouble()));
    }

    /// <summary>The help tells the range that a refusal tells, and its ends are taken.</summary>
    [Theory]
    [InlineData("a number from -10 to 10", "--weights", "balanced^11", "balanced^-10", "balanced^10")]
    [InlineData("a number from 0 to below 1", "--weights", "effective=1", "effective=0", "effective=0.999999")]
    [InlineData("a number from 0 to 1E+100", "--weights", "pos=2E+100,neg=1", "pos=0,neg=1", "pos=1,neg=1E+100")]
    [InlineData("a number from 0 to 1E+290", "--cost", "pos=2E+290,neg=1", "pos=0,neg=1", "pos=1,neg=1E+290")]
    public void TheHelpTellsRanges(string range, string option, string beyond, params string[] ends)
    {
        Assert.All((string[])["compare", "train", "tune"], command => Assert.Contains(range, CompareTests.Words(Runner.Run(command, "--help").Output), StringComparison.Ordinal));
        Assert.Contains($"is not {range}", Runner.Run([.. Pima, option, beyond]).Error, StringComparison.Ordinal);
        Assert.All(ends, end => Assert.Equal(0, Runner.Run([.. Pima, option, end]).ExitCode));
    }

    /// <summary>Nothing can be decided by costs that are the same whatever is answered.</summary>
    [Theory]
    [InlineData("compare", "")]
    [InlineData("train", "")]
    [InlineData("tune", "")]
    [InlineData("train", "right,neg,pos\nneg,0,0\npos,0,0\n")]
    [InlineData("tune", "right,neg,pos\nneg,3,3\npos,5,5\n")]
    public void CostsThatDecideNothingAreRefused(string command, string matrix)
    {
        using var file = new TemporaryFile(matrix);
        string[] output = command is "train" ? ["--output", "-"] : [];
        var result = Runner.Run([command, .. Pima[1..], .. output, .. (string[])(matrix.Length > 0 ? ["--cost-matrix", file.Path] : ["--cost", "pos=0,neg=0"])]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"counterweight: {(matrix.Length > 0 ? file.Path : "--cost")}: no mistake costs more than the right answer; costs that decide anything are not all 0\n", result.Error.ReplaceLineEndings("\n"));
    }

    /// <summary>Beside a column costs of 0 are the false alarm's; a column of 0 is then too little to tune by.</summary>
    [Fact]
    public void AColumnOfNoCostsIsRefusedToo()
    {
        using var file = new TemporaryFile("a,amount,y\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row},{(row == 3 ? 7 : 0)},{(row % 3 == 0 ? "p" : "q")}\n")));
        string[] tune = ["tune", file.Path, "--label", "y", "--model", "tree", "--folds", "2", "--weights", "none", "--cost-column", "amount", "--cost"];
        Assert.Equal(0, Runner.Run([.. tune, "q=0"]).ExitCode);
        var result = Runner.Run([.. tune, "p=0", "--positive", "q"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith(": --cost-column 'amount': no row of 'q' costs anything to miss, and a false alarm costs 0: by such costs nothing can be tuned\n", result.Error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void ANegativeCostIsRefusedWithItsRow()
    {
        using var file = new TemporaryFile("a,amount,y\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row},{(row == 6 ? -5 : row * 2)},{(row % 3 == 0 ? "p" : "q")}\n")));
        var result = Runner.Run("compare", file.Path, "--label", "y", "--cost-column", "amount");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(":8: column 'amount': '-5', and --cost-column needs a number from 0 to 1E+290 in each row", result.Error, StringComparison.Ordinal);
    }

    private static JsonElement[] Json(string[] arguments) => CompareTests.RunJson(arguments);
}
