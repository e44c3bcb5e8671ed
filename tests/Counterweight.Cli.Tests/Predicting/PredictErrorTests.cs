using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>Files and models that do not fit: one line that names file, line, column and value, and no output file.</summary>
public sealed class PredictErrorTests : IDisposable
{
    private const string Row = "1;5;3;Ulm;01.02.2024;5 %;no\n";

    private readonly TemporaryFolder folder = new();
    private readonly string model;

    public PredictErrorTests()
    {
        model = folder["late.model"];
        Assert.Equal(0, Runner.Run("train", folder.Write("train.csv", Trips.File(0, 300)), "--label", "late", "--output", model, "--rounds", "3", "--ignore", "id").ExitCode);
        File.Delete(folder["train.csv"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("id;km;city;when;share\n1;3;Ulm;01.02.2024;5 %\n", ": column 'price', which the model uses, is not in the file")]
    [InlineData("id;Price;km;city;when;share\n1;5;3;Ulm;01.02.2024;5 %\n", ": column 'price', which the model uses, is not in the file; the nearest to 'price' is 'Price'")]
    [InlineData("id;km\n1;3\n", ": columns 'price', 'city', 'when', 'share', which the model uses, are not in the file")]
    [InlineData(Trips.Header + "\n" + Row + "2;five;3;Ulm;01.02.2024;5 %;no\n", ":3: column 'price': 'five' is not a number")]
    [InlineData(Trips.Header + "\n" + Row + "2;5.5;3;Ulm;01.02.2024;5 %;no\n", ":3: column 'price': '5.5' is not a number as those that the model was trained on: they have a decimal comma and groups of digits of one kind")]
    [InlineData(Trips.Header + "\n1;5;3;Ulm;2024-02-01;5 %;no\n", ":2: column 'when': '2024-02-01' is not a date as those that the model was trained on: they have the day first")]
    [InlineData(Trips.Header + "\n1;5;3;Ulm;soon;5 %;no\n", ":2: column 'when': 'soon' is not a time")]
    [InlineData(Trips.Header + "\n1;5;3;Ulm;01.02.2024;5;no\n", ":2: column 'share': '5' has no percent sign, as the numbers have that the model was trained on")]
    [InlineData(Trips.Header + "\n1;5;3;17;01.02.2024;5 %;no\n1;5;3;18;01.02.2024;5 %;no\n", ":2: column 'city': '17' is a number, as all others of the column are, and the model has categories here: 'Bonn', 'Essen, Ruhr', 'Sankt Augustin', …")]
    [InlineData(Trips.Header + ";probability_no\n1;5;3;Ulm;01.02.2024;5 %;no;1\n", ": column 'probability_no' has the name of a column of predictions (--keep-columns leaves it out)")]
    [InlineData(Trips.Header + ";predicted\n1;5;3;Ulm;01.02.2024;5 %;no;1\n", ": column 'predicted' has the name of a column of predictions (--keep-columns leaves it out)")]
    [InlineData(Trips.Header + "\n" + Row + "2;5;3\n", ":3: number of fields is 3, the header has 7")]
    [InlineData(Trips.Header + "\n", ": no rows after the header")]
    [InlineData("", ": the file is empty")]
    public void AFileThatDoesNotFitIsRefused(string content, string error)
    {
        var file = folder.Write("new.csv", content);
        var output = folder.Write("out.csv", "as before");
        Assert.Equal(new(2, "", $"counterweight: {file}{error}{Environment.NewLine}"), Runner.Run("predict", file, "--model", model, "--output", output));
        Assert.Equal("as before", File.ReadAllText(output));
        Assert.Equal(["late.model", "new.csv", "out.csv"], folder.Names());
    }

    [Fact]
    public void OtherColumnsToKeepAreRefused()
    {
        var file = folder.Write("new.csv", Trips.File(0, 3));
        Assert.Equal($"counterweight: {file}: --keep-columns 'citi': no such column; the nearest is 'city'{Environment.NewLine}", Refused(file, "--keep-columns", "id,citi"));
    }

    /// <summary>On a command line a column may be called by its place, in a model it is not.</summary>
    [Fact]
    public void ANameThatIsANumberIsNoPlace()
    {
        var data = new Dataset(["2"], ["no", "yes"], [1.0, 2, 3, 4], [0, 0, 1, 1]);
        ModelFile.Save(GradientBoostingClassifier.Fit(data), folder["other.model"], ModelSchema.Of(data));
        var file = folder.Write("new.csv", "a,b\n1,2\n");
        Assert.Equal($"counterweight: {file}: column '2', which the model uses, is not in the file{Environment.NewLine}", Refused(file, "--model", folder["other.model"]));
    }

    [Fact]
    public void ModelsThatAreNoneAreRefused()
    {
        var file = folder.Write("new.csv", Trips.File(0, 3));
        var bytes = File.ReadAllBytes(model);
        Model(bytes[..^5], "The model file is truncated");
        Model([.. bytes[..100], (byte)~bytes[100], .. bytes[101..]], "The model file is damaged: its checksum does not match");
        Model([.. bytes, 0], "bytes follow the model");
        Model([], "This is no model file");
        Model("a,b\n"u8.ToArray(), "This is no model file");
        Assert.Equal($"counterweight: {folder["none.model"]}: no such file{Environment.NewLine}", Refused(file, "--model", folder["none.model"]));

        var data = new Dataset(["n"], ["no", "yes"], [1.0, 2, 3, 4], [0, 0, 1, 1]);
        ModelFile.Save(GradientBoostingRegressor.Fit(Dataset.ForRegression(["n"], [1.0, 2, 3, 4], [1, 2, 3, 4])), folder["other.model"], new ModelSchema([new("n")], []));
        Assert.Equal($"counterweight: {folder["other.model"]}: predicts a number and not a class (boosting-values); such a model is used from C#{Environment.NewLine}", Refused(file, "--model", folder["other.model"]));

        // Metadata of another program under the command's names.
        foreach (var (name, text, fault) in ((string, string, string)[])
        [
            ("counterweight.table", "x", "its counterweight.table is not as this program writes it"),
            ("counterweight.table", "null", "its counterweight.table is empty"),
            ("counterweight.table", """{"header":true,"missing":[],"columns":[{"name":"m","kind":"Number"}]}""", "its counterweight.table is not of its features"),
            ("counterweight.table", """{"header":true,"missing":[],"columns":[{"name":"n","kind":"Label"}]}""", "its counterweight.table is not as this program writes it"),
            ("counterweight.table", """{"header":true,"missing":[],"columns":[{"name":"n","kind":"Time","features":3}]}""", "its counterweight.table is not as this program writes it"),
            ("counterweight.table", """{"header":true,"missing":[],"columns":[null]}""", "its counterweight.table is not as this program writes it"),
            ("counterweight.table", """{"header":true,"missing":[null],"columns":[{"name":"n","kind":"Number"}]}""", "its counterweight.table is not as this program writes it"),
            ("counterweight.decision", """{"costs":[[0,1e300],[0,0]]}""", "its counterweight.decision is not of its classes"),
            ("counterweight.decision", """{"costs":[[0,1]]}""", "its counterweight.decision is not of its classes"),
            ("counterweight.decision", """{"costs":[null,null]}""", "its counterweight.decision is not of its classes"),
            ("counterweight.decision", """{"threshold":0.5,"positive":"maybe"}""", "its counterweight.decision is not of its classes"),
            ("counterweight.decision", """{"falseAlarmCost":-1,"positive":"yes"}""", "its counterweight.decision is not of its classes"),
            ("counterweight.decision", """{"falseAlarmCost":1,"positive":"yes"}""", "it decides by a column of costs and does not say which"),
            ("counterweight.decision", """{"rows":null}""", "its counterweight.decision is not as this program writes it"),
        ])
        {
            ModelFile.Save(GradientBoostingClassifier.Fit(data), folder["other.model"], ModelSchema.Of(data).WithMetadata([new(name, text)]));
            Assert.Equal($"counterweight: {folder["other.model"]}: {fault}{Environment.NewLine}", Refused(file, "--model", folder["other.model"]));
        }

        void Model(byte[] content, string fault)
        {
            File.WriteAllBytes(folder["other.model"], content);
            Assert.Equal($"counterweight: {folder["other.model"]}: {fault}{Environment.NewLine}", Refused(file, "--model", folder["other.model"]));
        }
    }

    [Fact]
    public void OutputsThatCannotBeAreRefusedBeforeAnyWork()
    {
        var file = folder.Write("new.csv", Trips.File(0, 3));
        Assert.Equal($"counterweight: --output {file}: is a file that is read; give another name{Environment.NewLine}", Refused(file, "--output", file));
        Assert.Equal($"counterweight: --output {model}: is a file that is read; give another name{Environment.NewLine}", Refused(file, "--output", model));
        Assert.Equal($"counterweight: --output {folder.Path}: is a directory{Environment.NewLine}", Refused(file, "--output", folder.Path));
        Assert.Equal($"counterweight: --output {folder["none/out.csv"]}: there is no directory {folder["none"]}{Environment.NewLine}", Refused(file, "--output", folder["none/out.csv"]));
        Assert.Equal($"counterweight: --output '': no such file{Environment.NewLine}", Refused(file, "--output", ""));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder["link.csv"], file);
            Assert.Equal($"counterweight: --output {folder["link.csv"]}: is a file that is read; give another name{Environment.NewLine}", Refused(file, "--output", folder["link.csv"]));
        }

        Assert.Equal(Trips.File(0, 3), File.ReadAllText(file));
    }

    private string Refused(string file, params string[] options)
    {
        var result = Runner.Run(["predict", file, .. options.Contains("--model", StringComparer.Ordinal) ? (string[])[] : ["--model", model], .. options]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        return result.Error;
    }
}
