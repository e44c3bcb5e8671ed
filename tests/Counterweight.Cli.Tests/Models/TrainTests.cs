using System.Globalization;
using System.Text.Json.Nodes;
using Counterweight.Cli.Models;
using Counterweight.Cli.Tests.Predicting;
using Counterweight.Training;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Cli.Tests.Models;

/// <summary>Models that train writes, and what inspect says of them.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string train;

    public TrainTests() => train = folder.Write("train.csv", Trips.File(0, 600));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("logistic")]
    [InlineData("tree")]
    [InlineData("forest", "--rounds", "10")]
    [InlineData("boosting", "--rounds", "10", "--depth", "3", "--leaves", "6")]
    [InlineData("adaboost", "--rounds", "10")]
    [InlineData("boosting", "--rounds", "10", "--loss", "focal")]
    [InlineData("boosting", "--rounds", "10", "--loss", "focal=0.5", "--weights", "balanced")]
    [InlineData("boosting", "--rounds", "10", "--weights", "balanced")]
    [InlineData("boosting", "--rounds", "10", "--weights", "yes=5,no=2")]
    [InlineData("boosting", "--rounds", "10", "--weights", "costs", "--cost", "yes=5,no=2")]
    [InlineData("boosting", "--rounds", "10", "--resample", "over")]
    [InlineData("boosting", "--rounds", "10", "--resample", "under")]
    [InlineData("boosting", "--rounds", "10", "--resample", "smote")]
    [InlineData("tree", "--weights", "balanced")]
    [InlineData("boosting", "--rounds", "5", "--calibrate", "sigmoid", "--weights", "balanced")]
    [InlineData("forest", "--rounds", "5", "--calibrate", "isotonic")]
    [InlineData("boosting", "--rounds", "5", "--calibrate", "temperature", "--resample", "under")]
    public void EveryModelIsTrainedAndPredictsTheSameWhateverTheThreads(string name, params string[] options)
    {
        string[] arguments = ["train", train, "--label", "late", "--ignore", "id", "--model", name, "--seed", "7", .. options];
        var (one, two) = (folder["one.model"], folder["two.model"]);
        var result = Runner.Run([.. arguments, "--output", one, "--threads", "1"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(0, Runner.Run([.. arguments, "--output", two, "--threads", "3"]).ExitCode);
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));

        var predicted = Runner.Run("predict", train, "--model", one);
        Assert.Equal(0, predicted.ExitCode);
        var rows = Csv.Read(predicted.Output, ',').Rows;
        Assert.True(rows.Count(row => string.Equals(row["late"], row["predicted"], StringComparison.Ordinal)) > 420, "It has not learned.");
        Assert.Equal(["one.model", "train.csv", "two.model"], folder.Names());
    }

    /// <summary>Where weights change nothing it is said why, and only there.</summary>
    [Theory]
    [InlineData(true, "tree", "--weights", "balanced")]
    [InlineData(false, "tree", "--weights", "balanced", "--depth", "3")]
    [InlineData(false, "tree", "--weights", "none")]
    [InlineData(false, "logistic", "--weights", "balanced")]
    public void FullyGrownTreesAreTold(bool isTold, string name, params string[] options)
    {
        var result = Runner.Run(["train", train, "--label", "late", "--ignore", "id", "--model", name, .. options, "--output", folder["one.model"]]);
        Assert.Equal((0, isTold), (result.ExitCode, result.Output.Contains("trees are fully grown", StringComparison.Ordinal)));
    }

    /// <summary>Corrected probabilities and answers that are as before the correction.</summary>
    [Theory]
    [InlineData("--weights", "balanced")]
    [InlineData("--weights", "yes=1,no=6")]
    [InlineData("--resample", "under")]
    public void WeightsMoveAnswersAndNotProbabilities(string option, string value)
    {
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--ignore", "id", "--output", folder["a.model"], "--model", "logistic", option, value).ExitCode);
        var trained = ModelInput.Load(folder["a.model"], TestContext.Current.CancellationToken);
        var inner = Assert.IsType<PriorCorrectedClassifier>(trained.Model).Classifier;
        var data = trained.Schema.Map(Tables.Load(train, "late", "id").Data);
        var expected = new int[data.RowCount];
        inner.Predict(data, expected);

        var rows = Csv.Read(Runner.Run("predict", train, "--model", folder["a.model"]).Output, ',').Rows;
        Assert.Equal(expected.Select(label => trained.Classes[label]), rows.Select(row => row["predicted"]), StringComparer.Ordinal);
        var rate = (double)rows.Count(row => row["late"] is "yes") / rows.Count;
        Assert.InRange(rows.Average(row => double.Parse(row["probability_yes"], CultureInfo.InvariantCulture)), rate - 0.04, rate + 0.04);
        Assert.NotInRange((double)rows.Count(row => row["predicted"] is "yes") / rows.Count, rate - 0.04, rate + 0.04);
    }

    [Fact]
    public void CostsDecide()
    {
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--ignore", "id", "--output", folder["a.model"], "--rounds", "10", "--cost", "yes=9,no=1").ExitCode);
        var rows = Csv.Read(Runner.Run("predict", train, "--model", folder["a.model"]).Output, ',').Rows;
        Assert.All(rows, row => Assert.Equal(9 * double.Parse(row["probability_yes"], CultureInfo.InvariantCulture) > double.Parse(row["probability_no"], CultureInfo.InvariantCulture) ? "yes" : "no", row["predicted"]));
        Assert.Contains(rows, row => row["predicted"] is "yes" && double.Parse(row["probability_yes"], CultureInfo.InvariantCulture) < 0.5);

        var matrix = folder.Write("costs.csv", "right,yes,no\nno,1,0\nyes,0,9\n");
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--ignore", "id", "--output", folder["b.model"], "--rounds", "10", "--cost-matrix", matrix).ExitCode);
        Assert.Equal(rows, Csv.Read(Runner.Run("predict", train, "--model", folder["b.model"]).Output, ',').Rows);
    }

    /// <summary>What it costs to miss a row is a column of it, which is a feature too.</summary>
    [Fact]
    public void CostsOfEachRowDecide()
    {
        string Row(int i) => $"{i * 37 % 211 / 2}.5 €,{i % 13},{(i % 13 > 8 && i % 7 < 4 ? "fraud" : "ok")}";
        var file = folder.Write("claims.csv", Tables.Rows("amount,v,y", 500, Row));
        var result = Runner.Run("train", file, "--label", "y", "--output", folder["a.model"], "--rounds", "30", "--cost-column", "amount", "--cost", "ok=25");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("decides for 'fraud' where that is expected to cost less: a false alarm costs 25", Runner.Run("inspect", folder["a.model"]).Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);

        var rows = Csv.Read(Runner.Run("predict", file, "--model", folder["a.model"], "--keep-columns", "all").Output, ',').Rows;
        Assert.All(rows, row =>
        {
            var fraud = double.Parse(row["probability_fraud"], CultureInfo.InvariantCulture);
            var amount = double.Parse(row["amount"][..^2], CultureInfo.InvariantCulture);
            Assert.Equal(fraud > 25 / (25 + amount) ? "fraud" : "ok", row["predicted"]);
        });
        Assert.Contains(rows, row => row["predicted"] is "fraud" && double.Parse(row["probability_fraud"], CultureInfo.InvariantCulture) < 0.4);
        Assert.Contains(rows, row => row["predicted"] is "ok" && double.Parse(row["probability_fraud"], CultureInfo.InvariantCulture) > 0.6);

        Refused("amount,v\n5 €,3\n,4\n", ":3: column 'amount': '' is no cost, by which the model decides; each row must have a number from 0 to 1E+290");
        Refused("amount,v\n-5 €,3\n", ":2: column 'amount': '-5' is no cost, by which the model decides; each row must have a number from 0 to 1E+290");

        void Refused(string content, string error)
        {
            var other = folder.Write("new.csv", content);
            Assert.Equal(new(2, "", $"counterweight: {other}{error}{Environment.NewLine}"), Runner.Run("predict", other, "--model", folder["a.model"]));
        }
    }

    /// <summary>Of a model that was given one by other means.</summary>
    [Fact]
    public void AThresholdDecides()
    {
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--ignore", "id", "--output", folder["a.model"], "--rounds", "40").ExitCode);
        var loaded = ModelFile.Load(folder["a.model"]);
        var facts = ModelMetadata.ReadFacts(loaded.Schema, loaded.Schema.Classes)!;
        foreach (var positive in (string[])["yes", "no"])
        {
            ModelFile.Save(loaded.Model, folder["b.model"], ModelMetadata.Add(loaded.Schema, ModelMetadata.ReadTable(loaded.Schema), facts with { Threshold = 0.75, Positive = positive }));
            var rows = Csv.Read(Runner.Run("predict", train, "--model", folder["b.model"]).Output, ',').Rows;
            Assert.All(rows, row => Assert.Equal(double.Parse(row["probability_" + positive], CultureInfo.InvariantCulture) >= 0.75, string.Equals(row["predicted"], positive, StringComparison.Ordinal)));
            Assert.Equal(2, rows.Select(row => row["predicted"]).Distinct(StringComparer.Ordinal).Count());
        }

        Assert.Contains("decides for 'no' from a probability of 0.75 on", Runner.Run("inspect", folder["b.model"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void InspectSaysWhatAModelHolds()
    {
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--ignore", "id", "--output", folder["a.model"], "--rounds", "3", "--weights", "balanced", "--seed", "5").ExitCode);
        var text = Runner.Run("inspect", folder["a.model"]);
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        foreach (var part in (string[])["a model of 2 classes (prior-corrected), 11 features", "trained on 600 rows, label 'late'; model boosting; weights balanced; loss cross-entropy; seed 5", "probabilities are corrected", "decides for the class of least expected cost", "decimal comma", "day first", "Bonn, Essen, Ruhr"])
        {
            Assert.Contains(part, text.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        var json = JsonNode.Parse(Runner.Run("inspect", folder["a.model"], "--json").Output)!;
        Assert.Equal("model", (string)json["format"]!);
        Assert.Equal(["price", "km", "city", "when", "share"], json["columns"]!.AsArray().Select(column => (string)column!["name"]!), StringComparer.Ordinal);
        Assert.Equal(["number", "number", "category", "time", "number"], json["columns"]!.AsArray().Select(column => (string)column!["kind"]!), StringComparer.Ordinal);
        Assert.Equal(["no", "yes"], json["classes"]!.AsArray().Select(name => (string)name!), StringComparer.Ordinal);
        Assert.Equal("balanced", (string)json["training"]!["weights"]!);
        Assert.Equal(600, json["training"]!["rows"]!.AsArray().Sum(rows => (int)rows!));

        // Of the program's own, which knows nothing of the command.
        var data = Tables.Load(train, "late", "id").Data;
        ModelFile.Save(Training.Trees.DecisionTreeClassifier.Fit(data), folder["own.model"], ModelSchema.Of(data));
        Assert.Contains("was not saved by counterweight train", Runner.Run("inspect", folder["own.model"]).Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        ModelFile.Save(Training.Trees.DecisionTreeClassifier.Fit(data), folder["own.model"]);
        Assert.Contains("predict cannot use the model", Runner.Run("inspect", folder["own.model"]).Output, StringComparison.Ordinal);
        Assert.Equal(0, Runner.Run("inspect", folder["own.model"], "--json").ExitCode);
    }

    [Fact]
    public void JsonSaysWhatWasTrained()
    {
        var result = Runner.Run("train", train, "--label", "late", "--output", folder["a.model"], "--rounds", "3", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var json = JsonNode.Parse(result.Output)!;
        Assert.Equal((600, "late", folder["a.model"]), ((int)json["rows"]!, (string)json["label"]!, (string)json["output"]!));
        Assert.Equal(600, json["classes"]!.AsObject().Sum(each => (int)each.Value!));
        Assert.Equal("id", (string)json["leftOut"]![0]!["column"]!);
        Assert.Equal("boosting", (string)json["training"]!["model"]!);
    }

    /// <summary>Where steps stop before convergence the correction is told to be rough, and what is better; elsewhere it is not.</summary>
    [Theory]
    [InlineData(true, "--rounds", "5", "--weights", "balanced")]
    [InlineData(true, "--rounds", "5", "--resample", "over")]
    [InlineData(true, "--rounds", "5", "--weights", "balanced", "--model", "adaboost")]
    [InlineData(false, "--weights", "balanced", "--model", "logistic")]
    public void ACorrectionIsToldAsWhatItIs(bool isRough, params string[] options)
    {
        const string Rough = "approximately: the correction is exact of models fitted to convergence, and boosting shrinks its steps; train --calibrate isotonic fits them to rows held out";
        var result = Runner.Run(["train", train, "--label", "late", "--ignore", "id", "--output", folder["a.model"], .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        foreach (var told in (string[])[result.Output, Runner.Run("inspect", folder["a.model"]).Output])
        {
            Assert.Contains("probabilities are corrected to the rows as they are in the file", CompareTests.Words(told), StringComparison.Ordinal);
            Assert.Equal(isRough, CompareTests.Words(told).Contains(Rough, StringComparison.Ordinal));
        }

        var other = Runner.Run(["train", train, "--label", "late", "--ignore", "id", "--output", folder["b.model"], .. options, "--calibrate", "isotonic"]);
        Assert.Equal((0, ""), (other.ExitCode, other.Error));
        Assert.DoesNotContain("corrected", other.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--loss and --model forest contradict each other: boosting alone has another loss", "--model", "forest", "--loss", "focal")]
    [InlineData("--resample and --weights contradict each other: after resampling all classes have as many rows", "--resample", "over", "--weights", "balanced")]
    [InlineData("--weights costs needs costs: --cost or --cost-matrix", "--weights", "costs")]
    [InlineData("--positive says which class --cost-column is about, and that is not given", "--positive", "yes")]
    public void OptionsThatContradictEachOtherAreRefused(string error, params string[] options)
    {
        var result = Runner.Run(["train", train, "--label", "late", "--ignore", "id", "--output", folder["a.model"], .. options]);
        Assert.Equal(new(2, "", $"counterweight: {error}{Environment.NewLine}"), result);
        Assert.Equal(["train.csv"], folder.Names());
    }

    [Fact]
    public void AClassOfOneRowIsNotCalibrated()
    {
        var file = folder.Write("rare.csv", Tables.Rows("a,y", 101, row => $"{row % 9},{(row == 100 ? "x" : row % 2 == 0 ? "p" : "q")}"));
        var result = Runner.Run("train", file, "--label", "y", "--output", folder["a.model"], "--calibrate", "sigmoid");
        Assert.Equal(new(2, "", $"counterweight: --calibrate: class 'x' has 1 row; each class needs 2 at least (--drop-rare 2 leaves it out){Environment.NewLine}"), result);
    }

    [Fact]
    public void AModelIsNoTable()
    {
        Assert.Equal(0, Runner.Run("train", train, "--label", "late", "--output", folder["a.model"], "--rounds", "3").ExitCode);
        var result = Runner.Run("compare", folder["a.model"], "--label", "late");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is a model of counterweight", result.Error, StringComparison.Ordinal);
    }
}
