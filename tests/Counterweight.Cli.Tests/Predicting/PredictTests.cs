using System.Globalization;
using Counterweight.Cli.Models;
using Counterweight.Cli.Predicting;
using Counterweight.Cli.Reading;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>Predictions of one file by a model of another.</summary>
public sealed class PredictTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string model;

    public PredictTests()
    {
        var train = folder.Write("train.csv", Trips.File(0, 1500));
        model = folder["late.model"];
        var result = Runner.Run("train", train, "--label", "late", "--output", model, "--rounds", "20", "--ignore", "id");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    public void Dispose() => folder.Dispose();

    /// <summary>What the library says of the rows as the command reads them for training.</summary>
    [Fact]
    public void ProbabilitiesAreThoseOfTheModelForTheRows()
    {
        var test = folder.Write("test.csv", Trips.File(1500, 400));
        var data = Tables.Load(test, "late", "id");
        var loaded = ModelFile.Load(model);
        var expected = new double[2 * data.Data.RowCount];
        ((IProbabilisticClassifier)loaded.Model).PredictProbabilities(loaded.Schema.Map(data.Data), expected);

        var rows = Predict(test).Rows;
        Assert.Equal(400, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            double[] found = [Number(rows[row]["probability_no"]), Number(rows[row]["probability_yes"])];
            Assert.Equal(expected[(2 * row)..((2 * row) + 2)], found);
            Assert.Equal(found[1] > found[0] ? "yes" : "no", rows[row]["predicted"]);
        }

        // It has learned something.
        Assert.True(rows.Count(row => string.Equals(row["predicted"], row["late"], StringComparison.Ordinal)) > 320);
    }

    [Fact]
    public void ColumnsThatAreNoFeaturesAreKeptAsTheyStand()
    {
        var test = folder.Write("test.csv", Trips.File(0, 3));
        var result = Runner.Run("predict", test, "--model", model);
        Assert.Equal((0, ""), (result.ExitCode, WithoutNotes(result.Error)));
        var lines = result.Output.Split('\n');
        Assert.Equal("id,late,probability_no,probability_yes,predicted", lines[0]);
        Assert.StartsWith("\"no \"\"0\"\"; 1\",yes,0.", lines[1], StringComparison.Ordinal);
        Assert.Equal("\"two", lines[2]);
        Assert.StartsWith("lines 1\",no,0.", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("#2,no,0.", lines[4], StringComparison.Ordinal);
        Assert.Equal([""], lines[5..]);
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("city", "city,")]
    [InlineData("late,id", "id,late,")]
    [InlineData("2", "price,")]
    [InlineData("all", "id,price,km,city,when,share,late,")]
    public void OtherColumnsAreKeptWhereTheyAreNamed(string keep, string header)
    {
        var test = folder.Write("test.csv", Trips.File(1, 40));
        var (header2, rows) = Predict(test, "--keep-columns", keep);
        Assert.Equal(header + "probability_no,probability_yes,predicted", header2);
        if (keep is "all")
        {
            Assert.Equal(("79,19", "31", "Ulm", "01.01.2024 07:00", "37 %"), (rows[0]["price"], rows[0]["km"], rows[0]["city"], rows[0]["when"], rows[0]["share"]));
            Assert.Equal("n/a", rows[2]["price"]);
        }

        Assert.Equal(Predict(test).Rows.Select(row => row["probability_yes"]), rows.Select(row => row["probability_yes"]), StringComparer.Ordinal);
    }

    /// <summary>The cut into blocks, and into the pieces that a pipe sends, changes nothing.</summary>
    [Fact]
    public void TheBytesAreTheSameWhateverTheBlocksAndThreads()
    {
        var test = folder.Write("test.csv", Trips.File(1500, 700) + "x;1,5;3;Neustadt;01.02.2024;5 %;no\n");
        var trained = ModelInput.Load(model, TestContext.Current.CancellationToken);
        var (expected, notes) = Run(1 << 13, 1);
        Assert.Contains(notes, note => note.Contains("Neustadt", StringComparison.Ordinal));
        foreach (var (block, threads) in ((int, int)[])[(1, 1), (7, 3), (64, 2), (699, 1), (700, 1), (701, 2), (100_000, 4)])
        {
            var found = Run(block, threads);
            Assert.Equal(expected, found.Output);
            Assert.Equal(notes, found.Notes);
        }

        Assert.Equal(System.Text.Encoding.UTF8.GetString(expected), Runner.Run("predict", test, "--model", model, "--threads", "3").Output);

        (byte[] Output, IReadOnlyList<string> Notes) Run(int block, int threads)
        {
            using var output = new MemoryStream();
            var summary = PredictionRun.Run(test, trained, new ReadingOptions(), new PredictionOptions { BlockRows = block, Threads = threads }, new PredictionWriter("test.csv", output), progress: null, TestContext.Current.CancellationToken);
            Assert.Equal(701, summary.RowCount);
            return (output.ToArray(), summary.Notes);
        }
    }

    /// <summary>A row alone, in any place of any file, is read as in training: nothing of the file around it tells how.</summary>
    [Fact]
    public void ARowAloneIsPredictedAsAmongOthers()
    {
        var all = Predict(folder.Write("test.csv", Trips.File(1500, 60))).Rows;
        for (var row = 0; row < all.Count; row++)
        {
            var one = Assert.Single(Predict(folder.Write("one.csv", Trips.File(1500 + row, 1))).Rows);
            Assert.Equal(all[row], one);
        }
    }

    [Fact]
    public void OrderExtraColumnsAndTheLabelDoNotMatter()
    {
        var lines = Trips.File(1500, 50, hasLabel: false);
        var expected = Predict(folder.Write("test.csv", lines)).Rows.Select(row => row["probability_yes"]).ToArray();
        var table = Counterweight.Cli.Tests.Predicting.Csv.Read(lines, ';');
        string[] order = ["share", "new column", "when", "km", "id", "city", "price"];
        var other = Csv.Write(order, table.Rows.Select(row => order.Select(name => row.GetValueOrDefault(name, "7"))), ';');
        var (header, rows) = Predict(folder.Write("other.csv", other));

        Assert.Equal("new column,id,probability_no,probability_yes,predicted", header);
        Assert.Equal(expected, rows.Select(row => row["probability_yes"]), StringComparer.Ordinal);
    }

    [Fact]
    public void NewCategoriesAreMissingAndCounted()
    {
        var known = Predict(folder.Write("known.csv", $"{Trips.Header}\n1;5;3;?;01.02.2024;5 %;no\n")).Rows;
        var test = folder.Write("new.csv", $"{Trips.Header}\n1;5;3;Köln;01.02.2024;5 %;no\n2;5;3;Ulm;01.02.2024;5 %;no\n3;5;3;Mainz;01.02.2024;5 %;no\n");
        var result = Runner.Run("predict", test, "--model", model, "--output", folder["out.csv"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("note: column 'city': 2 cells hold categories that the model does not know, as 'Köln' on line 2: read as missing", result.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(known[0]["probability_yes"], Csv.Read(File.ReadAllText(folder["out.csv"]), ',').Rows[0]["probability_yes"]);
        Assert.Equal(known[0]["probability_yes"], Csv.Read(File.ReadAllText(folder["out.csv"]), ',').Rows[2]["probability_yes"]);
    }

    /// <summary>With a class of each text that must be quoted.</summary>
    [Fact]
    public void ClassesOfAnyNameAreWritten()
    {
        string[] classes = ["a,b", "say \"x\"", "two\nlines", "ö"];
        var train = folder.Write("classes.csv", Csv.Write(["m", "n", "y"], Enumerable.Range(0, 200).Select(i => (string[])[$"{i % 2}", $"{i / 2 % 2}", classes[i % 4]]), ','));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--output", folder["classes.model"], "--model", "tree").ExitCode);
        var result = Runner.Run("predict", train, "--model", folder["classes.model"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var table = Csv.Read(result.Output, ',');
        Assert.Equal(["y", .. classes.Order(StringComparer.Ordinal).Select(name => "probability_" + name), "predicted"], table.Header, StringComparer.Ordinal);
        Assert.All(table.Rows, row => Assert.Equal(row["y"], row["predicted"]));
        Assert.All(table.Rows, row => Assert.Equal("1", row["probability_" + row["y"]]));
    }

    [Fact]
    public void AModelFromCSharpIsUsedByItsNames()
    {
        var data = Tables.OfText(Tables.Rows("size,colour,y", 300, i => $"{i % 50},{(i % 3 == 0 ? "red" : "blue")},{(i % 50 > 20 ? "p" : "q")}"), "y").Data;
        var fitted = GradientBoostingClassifier.Fit(data, new() { Rounds = 5 });
        ModelFile.Save(fitted, folder["own.model"], ModelSchema.Of(data));
        var (header, rows) = Predict(folder.Write("own.csv", "colour,size\nblue,7\nred,40\ngreen,\n"), "--model", folder["own.model"]);
        Assert.Equal("probability_p,probability_q,predicted", header);
        var expected = new double[6];
        fitted.PredictProbabilities(new(["size", "colour"], ["p", "q"], [7, 40, double.NaN, 0, 1, double.NaN], [0, 0, 0]), expected);
        Assert.Equal(expected, rows.SelectMany(row => (double[])[Number(row["probability_p"]), Number(row["probability_q"])]));

        // Without names of classes they have their numbers, without names of features there is no telling columns.
        ModelFile.Save(fitted, folder["own.model"], new ModelSchema(ModelSchema.Of(data).Features, []));
        Assert.Equal("probability_0,probability_1,predicted", Predict(folder["own.csv"], "--model", folder["own.model"]).Header);
        ModelFile.Save(fitted, folder["own.model"]);
        Assert.Equal($"counterweight: {folder["own.model"]}: does not name its features; save it with ModelSchema.Of(data)\n", Runner.Run("predict", folder["own.csv"], "--model", folder["own.model"]).Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void AFileWithoutAHeaderIsPredictedByOneWithout()
    {
        var train = folder.Write("bare.csv", Tables.Rows("1,2,p", 200, i => $"{i % 20},{i % 7},{(i % 20 > 9 ? "p" : "q")}"));
        Assert.Equal(0, Runner.Run("train", train, "--label", "3", "--output", folder["bare.model"], "--model", "tree").ExitCode);
        var (header, rows) = Predict(folder.Write("new.csv", "12,3\n4,1\n"), "--model", folder["bare.model"]);
        Assert.Equal("probability_p,probability_q,predicted", header);
        Assert.Equal(["p", "q"], rows.Select(row => row["predicted"]), StringComparer.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string WithoutNotes(string error) => string.Concat(error.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("counterweight:", StringComparison.Ordinal)));

    private (string Header, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows) Predict(string file, params string[] options)
    {
        var result = Runner.Run(["predict", file, .. options.Contains("--model", StringComparer.Ordinal) ? (string[])[] : ["--model", model], .. options]);
        Assert.Equal((0, ""), (result.ExitCode, WithoutNotes(result.Error)));
        return (result.Output.Split('\n')[0], Csv.Read(result.Output, ',').Rows);
    }
}
