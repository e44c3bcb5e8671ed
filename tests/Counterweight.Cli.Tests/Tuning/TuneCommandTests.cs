using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Counterweight.Cli.Columns;
using Counterweight.Training;
using Counterweight.Training.Linear;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Cli.Tests.Tuning;

/// <summary>Weights and a threshold chosen for least cost.</summary>
public class TuneCommandTests
{
    private static readonly string Pima = Runner.DataFile("pima.csv");
    private static readonly string Claims = Runner.DataFile("claims.csv.gz");

    /// <summary>On rows held out, choices cost less than no weights and than balanced ones at ½, over the whole of both intervals.</summary>
    [Theory]
    [InlineData("pima.csv", "diabetes", "--cost", "pos=5,neg=1", "--model", "logistic")]
    [InlineData("claims.csv.gz", "FraudFound", "--cost-column", "Deductible", "--cost", "No=30", "--rounds", "20", "--folds", "4")]
    public void TuningPays(string file, string label, params string[] options)
    {
        var result = Runner.Run(["tune", Runner.DataFile(file), "--label", label, .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Tuning pays", result.Output, StringComparison.Ordinal);
        Assert.All(result.OutputLines[1..], line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task OneOfManyClassesIsSetAgainstTheRest()
    {
        using var file = new TemporaryFile("");
        await using (var resource = typeof(CommandLine).Assembly.GetManifestResourceStream("shuttle.csv.gz")!)
        await using (var target = File.Create(file.Path))
        {
            await resource.CopyToAsync(target, TestContext.Current.CancellationToken);
        }

        using var json = Json("tune", file.Path, "--label", "state", "--keep", "all", "--positive", "Fpv.Close", "--cost", "Fpv.Close=500,other=5", "--model", "logistic", "--folds", "3");
        Assert.Equal(("Fpv.Close", 50), (json.RootElement.GetProperty("positive").GetString(), json.RootElement.GetProperty("positiveRows").GetInt32()));
        Assert.True(Cost(json, "tunedLessUnweighted", "high") < 0);
        Assert.True(Cost(json, "tunedLessBalanced", "high") < 0);
    }

    /// <summary>The same numbers as the library gives.</summary>
    [Fact]
    public void FiguresAreThoseOfTheLibrary()
    {
        using var json = Json("tune", Pima, "--label", "diabetes", "--cost", "pos=5,neg=1", "--model", "logistic", "--folds", "3", "--repeats", "2", "--seed", "9", "--weights", "none");
        var data = Tables.Load(Pima, "diabetes").Data;
        var tuned = Tune.Fit(
            data,
            (rows, _, input) => LogisticRegressionClassifier.Fit(rows, null, input),
            new MistakeCosts(1, 5),
            new() { FoldCount = 3, InnerFoldCount = 3, RepeatCount = 2, Seed = 9, Weightings = [ClassWeighting.None] });

        Assert.Equal(tuned.Report.Tuned.Mean, Cost(json, "tuned", "value"));
        Assert.Equal(tuned.Report.Unweighted.Lower, Cost(json, "unweighted", "low"));
        Assert.Equal(tuned.Report.UnweightedLeastCost.Mean, Cost(json, "unweightedLeastCost", "value"));
        Assert.Equal(tuned.Report.TunedLessUnweightedLeastCost.Lower, Cost(json, "tunedLessUnweightedLeastCost", "low"));
        Assert.Equal(tuned.Report.TunedLessBalanced.Upper, Cost(json, "tunedLessBalanced", "high"));
        var choice = json.RootElement.GetProperty("choice");
        Assert.Equal(tuned.Choice.Threshold, choice.GetProperty("scoreThreshold").GetDouble());
        Assert.Equal("unweighted", choice.GetProperty("weights").GetString());

        // The probability of that score, by its definition p·5/(p·5 + (1 − p)·1).
        var probability = choice.GetProperty("probabilityThreshold").GetDouble();
        Assert.Equal(tuned.Choice.Threshold, probability * 5 / ((probability * 5) + 1 - probability), 1e-12);
        Assert.Equal(6, json.RootElement.GetProperty("choicesOfFolds").GetArrayLength());
    }

    /// <summary>Neither threads nor a matrix instead of costs by class change a figure; groups do.</summary>
    [Fact]
    public void OnlyWhatCountsChangesFigures()
    {
        using var matrix = new TemporaryFile("right,pos,neg\npos,1,6\nneg,2,1\n");
        string[] common = ["tune", Pima, "--label", "diabetes", "--model", "tree", "--depth", "4", "--folds", "3", "--weights", "none", "--weights", "balanced", "--json"];
        var expected = Runner.Run([.. common, "--cost", "pos=5,neg=1"]).Output;

        Assert.Equal(expected, Runner.Run([.. common, "--cost", "pos=5,neg=1", "--threads", "1"]).Output);
        Assert.Equal(expected, Runner.Run([.. common, "--cost-matrix", matrix.Path]).Output);
        var without = Runner.Run([.. common, "--cost", "pos=5,neg=1", "--ignore", "age"]).Output;
        Assert.False(string.Equals(expected, without, StringComparison.Ordinal));
        Assert.False(string.Equals(without, Runner.Run([.. common, "--cost", "pos=5,neg=1", "--group", "age"]).Output, StringComparison.Ordinal));
    }

    [Fact]
    public void ResamplingIsTriedWithEachStrength()
    {
        using var json = Json("tune", Pima, "--label", "diabetes", "--cost", "pos=5,neg=1", "--model", "tree", "--depth", "3", "--folds", "3", "--weights", "none", "--resample", "over,under,smote");
        Assert.All(json.RootElement.GetProperty("choicesOfFolds").EnumerateArray(), choice => Assert.True(choice.GetProperty("resample").GetString() is "over" or "under" or "smote"));
    }

    [Theory]
    [InlineData("tune needs to know what mistakes cost")]
    [InlineData("'balanced^x': 'x' is not a number from -10 to 10", "--weights", "balanced^x")]
    [InlineData("has no number for class 'pos'", "--cost", "pos=1,neg=2", "--weights", "neg=1")]
    [InlineData("--weights costs and --cost-column contradict each other", "--cost-column", "glucose", "--cost", "neg=2", "--weights", "costs")]
    [InlineData("--repeats and --time contradict each other", "--cost", "pos=1,neg=2", "--time", "age", "--repeats", "2")]
    [InlineData("--group and --time contradict each other", "--cost", "pos=1,neg=2", "--time", "age", "--group", "mass")]
    [InlineData("--time: the first 135 rows are of 2 times; 5 folds need 6 at least (--folds)", "--cost", "pos=1,neg=2", "--time", "age")]
    [InlineData("'twice' is not one of none, over, under, smote", "--resample", "twice")]
    [InlineData("--folds '1' is not a whole number from 2 to 100", "--folds", "1")]
    [InlineData("there is no class 'good'; the classes are 'neg', 'pos'", "--cost", "good=1,neg=2")]
    [InlineData("--positive 'good': there is no such class", "--cost", "pos=1,neg=2", "--positive", "good")]

    public void WhatCannotBeTunedIsRefused(string message, params string[] options)
    {
        var result = Runner.Run(["tune", Pima, "--label", "diabetes", .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyClassesNeedAPositiveOne()
    {
        var result = Runner.Run("tune", Runner.DataFile("glass.csv"), "--label", "type", "--cost", "1=1,other=2");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("a threshold lies between two classes", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFewRowsAreToldBeforeTheWork()
    {
        using var file = new TemporaryFile("a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row * 7 % 30},{(row < 5 ? "p" : "q")}\n")));
        var result = Runner.Run("tune", file.Path, "--label", "y", "--cost", "p=5,q=1");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("class 'p' has 5 rows; 5 folds within 5 folds need 10 at least (--folds)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARightAnswerThatCostsMoreThanAMistakeIsRefused()
    {
        using var matrix = new TemporaryFile("right,pos,neg\npos,9,6\nneg,2,1\n");
        var result = Runner.Run("tune", Pima, "--label", "diabetes", "--cost-matrix", matrix.Path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("a mistake about 'pos' costs less than the right answer: 6 and 9", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Costs of any size within a factor of 10¹² have a threshold; beyond it none could be told.</summary>
    [Theory]
    [InlineData("pos=1e11,neg=1", 0)]
    [InlineData("pos=1e-280,neg=1e-290", 0)]
    [InlineData("pos=1e17,neg=1", 2)]
    [InlineData("pos=1,neg=1e17", 2)]
    public void CostsThatDifferTooMuchAreRefused(string costs, int exitCode)
    {
        var result = Runner.Run("tune", Pima, "--label", "diabetes", "--model", "logistic", "--folds", "2", "--weights", "none", "--cost", costs);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Equal(exitCode != 0, result.Error.Contains("differ by more than a factor of 1E+12", StringComparison.Ordinal));
    }

    /// <summary>Where no false alarm costs anything, there is always an alarm, in the model too.</summary>
    [Fact]
    public void WithoutACostOfFalseAlarmsThereIsAlwaysOne()
    {
        using var model = new TemporaryFile("");
        var result = Runner.Run("tune", Pima, "--label", "diabetes", "--model", "logistic", "--folds", "2", "--weights", "none", "--weights", "balanced", "--cost", "pos=1,neg=0", "--output", model.Path);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("always an alarm", result.Output, StringComparison.Ordinal);
        Assert.All(Runner.Run("predict", Pima, "--model", model.Path).OutputLines[1..^1], line => Assert.EndsWith(",pos", line, StringComparison.Ordinal));
    }

    /// <summary>Where no mistake about the class costs anything, there is never an alarm.</summary>
    [Fact]
    public void WithoutACostOfMissesThereIsNoAlarm()
    {
        var result = Runner.Run("tune", Claims, "--label", "FraudFound", "--cost", "Yes=0,No=1", "--model", "tree", "--depth", "3", "--folds", "2");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("never an alarm", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Weights of any kind are candidates, by the names of the other commands, and each tried alone is what it is among all.</summary>
    [Fact]
    public void WeightsOfAnyKindAreTried()
    {
        string[] common = ["tune", Pima, "--label", "diabetes", "--cost", "pos=5,neg=1", "--model", "logistic", "--folds", "3"];
        string[] names = ["none", "balanced", "balanced^0.5", "sqrt", "median", "effective=0.99", "costs", "pos=3,neg=1"];
        var alone = names.Select(name => Chosen([.. common, "--weights", name])).ToArray();
        Assert.Equal(["unweighted", .. names[1..]], alone.Select(choice => choice.Weights), StringComparer.Ordinal);
        Assert.Equal(alone.MinBy(choice => choice.Cost), Chosen([.. common, .. names.SelectMany(name => (string[])["--weights", name])]));
        Assert.Equal(Chosen(common), Chosen([.. common, "--weights", "sweep"]));

        (string Weights, double Cost) Chosen(string[] arguments)
        {
            using var json = Json(arguments);
            var choice = json.RootElement.GetProperty("choice");
            return (choice.GetProperty("weights").GetString()!, choice.GetProperty("costWhereChosen").GetDouble());
        }
    }

    /// <summary>By time, folds are later than what they are learned from: the same numbers as the library gives.</summary>
    [Fact]
    public void LaterRowsAreHeldOut()
    {
        var payments = Runner.DataFile("payments.csv.gz");
        string[] common = ["tune", payments, "--label", "fraud", "--ignore", "customer", "--cost", "yes=300,no=10", "--model", "logistic", "--folds", "2", "--weights", "none"];
        using var json = Json([.. common, "--time", "time"]);
        using var atRandom = Json([.. common, "--ignore", "customer,time"]);
        Assert.Equal("later rows by 'time'", json.RootElement.GetProperty("split").GetString());
        Assert.NotEqual(Cost(atRandom, "unweighted", "value"), Cost(json, "unweighted", "value"));

        var data = Tables.Load(payments, new ColumnOptions { Label = "fraud", Ignore = ["customer"], Beside = [new("--time", "time", StaysFeature: false)] });
        var tuned = Tune.Fit(
            data.Data,
            (rows, _, input) => LogisticRegressionClassifier.Fit(rows, null, input),
            new MistakeCosts(10, 300),
            new() { FoldCount = 2, InnerFoldCount = 2, Weightings = [ClassWeighting.None], Times = data.Beside["--time"].Times() });
        Assert.Equal(tuned.Report.Unweighted.Mean, Cost(json, "unweighted", "value"));
        Assert.Equal(tuned.Report.Tuned.Mean, Cost(json, "tuned", "value"));
        Assert.Contains("2 folds in 2 folds of later rows by 'time'", CompareTests.Words(Runner.Run([.. common, "--time", "time"]).Output), StringComparison.Ordinal);
    }

    /// <summary>What precedes all folds must tell of both classes.</summary>
    [Fact]
    public void TimesWithoutARareClassAreTold()
    {
        using var file = new TemporaryFile("t,a,y\n" + string.Concat(Enumerable.Range(0, 90).Select(row => $"{row},{row * 7 % 90},{(row > 40 && row % 2 == 0 ? "p" : "q")}\n")));
        var result = Runner.Run("tune", file.Path, "--label", "y", "--time", "t", "--cost", "p=5,q=1", "--folds", "2", "--keep", "a");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--time: the first 30 rows are all of class 'q'; of fewer --folds more rows come before the first", result.Error, StringComparison.Ordinal);
    }

    /// <summary>The text tells how much of the gain is that of deciding by costs alone.</summary>
    [Fact]
    public void TheUnweightedModelThatDecidesByCostsIsComparedToo()
    {
        var words = CompareTests.Words(Runner.Run("tune", Pima, "--label", "diabetes", "--cost", "pos=5,neg=1", "--model", "logistic", "--folds", "3").Output);
        Assert.Contains("unweighted, at least expected cost", words, StringComparison.Ordinal);
        Assert.Contains("Beside an unweighted model that decides at least expected cost no difference can be told", words, StringComparison.Ordinal);
    }

    /// <summary>No cost is below 0, though a normal interval may be.</summary>
    [Fact]
    public void IntervalsOfCostsStayAbove0()
    {
        using var file = new TemporaryFile("x,y\n" + string.Concat(Enumerable.Range(0, 200).Select(row => $"{row},{(row >= 100 || row is 5 ? "p" : "q")}\n")));
        using var json = Json("tune", file.Path, "--label", "y", "--keep", "x", "--cost", "p=5,q=1", "--model", "tree", "--depth", "1", "--folds", "2", "--weights", "none");
        Assert.Equal(0, Cost(json, "unweighted", "low"));
        Assert.InRange(Cost(json, "unweighted", "value"), 0.001, 0.1);
    }

    /// <summary>What mistakes cost and which columns are left out stand in the output, in the shapes of train and inspect.</summary>
    /// <summary>The costs of a choice stay with its model, which decides by its threshold all the same.</summary>
    [Theory]
    [InlineData("pos")]
    [InlineData("neg")]
    public void TheModelKeepsItsCosts(string positive)
    {
        using var folder = new TemporaryFolder();
        var model = Path.Combine(folder.Path, "a.model");
        var tuned = Runner.Run(["tune", Pima, "--label", "diabetes", "--model", "logistic", "--folds", "2", "--positive", positive, "--cost", "pos=3,neg=2", "--output", model]);
        Assert.Equal((0, ""), (tuned.ExitCode, tuned.Error));

        var decision = JsonNode.Parse(Runner.Run(["inspect", model, "--json"]).Output)!["decision"]!;
        Assert.Equal(positive, decision["positive"]!.GetValue<string>());
        var threshold = decision["threshold"]!.GetValue<double>();
        string[][] rows = [.. Runner.Run(["predict", Pima, "--model", model]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(','))];
        var probability = Array.IndexOf(rows[0], "probability_" + positive);
        Assert.All(rows[1..], row => Assert.Equal(double.Parse(row[probability], CultureInfo.InvariantCulture) >= threshold, string.Equals(row[^1], positive, StringComparison.Ordinal)));
        string[] evaluated = ["evaluate", Pima, "--label", "diabetes", "--model", model, "--json"];
        var (kept, given) = (JsonNode.Parse(Runner.Run(evaluated).Output)!, JsonNode.Parse(Runner.Run([.. evaluated, "--cost", "pos=3,neg=2"]).Output)!);
        Assert.Equal(given["cost"]!.ToJsonString(), kept["cost"]!.ToJsonString(), StringComparer.Ordinal);
        Assert.Equal(given["confusionMatrix"]!.ToJsonString(), kept["confusionMatrix"]!.ToJsonString(), StringComparer.Ordinal);
        Assert.Contains("from a probability of", string.Join(' ', Runner.Run(evaluated[..^1]).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void TheOutputTellsCostsAndColumns()
    {
        using var model = new TemporaryFile("");
        var payments = Runner.DataFile("payments.csv.gz");
        string[] few = ["--model", "tree", "--depth", "3", "--folds", "2", "--weights", "none"];
        using var all = Json(["tune", payments, "--label", "fraud", "--cost", "yes=500,no=5", .. few]);
        using var trained = Json("train", payments, "--label", "fraud", "--model", "tree", "--depth", "3", "--output", model.Path);
        Assert.Equal("[[0,5],[500,0]]", Compact(all, "costs"));
        Assert.Contains("payment", Compact(all, "leftOut"), StringComparison.Ordinal);
        Assert.Equal(Compact(trained, "leftOut"), Compact(all, "leftOut"));
        Assert.Equal(Compact(trained, "classes"), Compact(all, "classes"));
        Assert.Equal("yes", all.RootElement.GetProperty("positive").GetString());
        using var turned = Json(["tune", Pima, "--label", "diabetes", "--cost", "pos=5,neg=1", "--positive", "neg", .. few]);
        Assert.Equal("[[0,1],[5,0]]", Compact(turned, "costs"));
        using var ofRows = Json(["tune", payments, "--label", "fraud", "--cost-column", "amount", "--cost", "no=5", .. few]);
        Assert.Equal(("amount", 5), (ofRows.RootElement.GetProperty("costColumn").GetString(), ofRows.RootElement.GetProperty("falseAlarmCost").GetInt32()));

        static string Compact(JsonDocument json, string name) => JsonNode.Parse(json.RootElement.GetProperty(name).GetRawText())!.ToJsonString();
    }

    private static JsonDocument Json(params string[] arguments)
    {
        var result = Runner.Run([.. arguments, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return JsonDocument.Parse(result.Output);
    }

    private static double Cost(JsonDocument json, string name, string measure) => json.RootElement.GetProperty("heldOutCosts").GetProperty(name).GetProperty(measure).GetDouble();
}
