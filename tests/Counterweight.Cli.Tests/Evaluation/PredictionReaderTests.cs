using System.Text;
using Counterweight.Cli.Evaluation;
using Xunit;

namespace Counterweight.Cli.Tests.Evaluation;

/// <summary>Files of predictions: what is read, and what is refused with line and column.</summary>
public sealed class PredictionReaderTests
{
    private const string Small = "id,y,probability_ok,probability_fraud,predicted\n1,ok,0.75,0.25,ok\n2,fraud,0.5,0.5,fraud\n";

    [Fact]
    public void ColumnsAreFoundByName()
    {
        var read = PredictionFile.Read(Small);

        Assert.Equal(["ok", "fraud"], read.ClassNames);
        Assert.Equal([0, 1], read.Labels);
        Assert.Equal([0.75, 0.25, 0.5, 0.5], read.Probabilities);
        Assert.Equal([0, 1], read.Decisions);
        Assert.Empty(read.Weights);
        Assert.Empty(read.Notes);
        Assert.Equal(1, read.Positive);
    }

    [Fact]
    public void TheDecisionsAreOfTheGreatestProbabilityWhereThereAreNone()
    {
        var read = PredictionFile.Read(Small.Replace("predicted", "other", StringComparison.Ordinal));

        Assert.Equal([0, 0], read.Decisions);
        Assert.Contains("greatest probability", Assert.Single(read.Notes), StringComparison.Ordinal);
        Assert.Equal([0, 1], PredictionFile.Read(Small.Replace("predicted", "other", StringComparison.Ordinal), request => request with { Predicted = "other" }).Decisions);
    }

    [Fact]
    public void NamesMayHoldAnything()
    {
        string[] classes = ["a,b", "<script>", "line\nbreak", " space ", "\"q\""];
        var rows = PredictionFile.Rows(classes, 50, 1);
        var read = PredictionFile.Read(PredictionFile.Text(classes, rows));

        Assert.Equal(classes, read.ClassNames);
        Assert.Equal(rows.Select(row => Array.IndexOf(classes, row.Label)), read.Labels);
        Assert.Equal(rows.SelectMany(row => row.Probabilities), read.Probabilities);
    }

    [Theory]
    [InlineData("1.0", 0)]
    [InlineData("+1", 0)]
    [InlineData(" 2 ", 1)]
    [InlineData("2e0", 1)]
    public void ANumberIsTheClassHoweverWritten(string label, int expected) =>
        Assert.Equal([expected], PredictionFile.Read($"y,probability_1,probability_2\n{label},0.5,0.5\n").Labels);

    [Fact]
    public void WeightsAndTimesAreRead()
    {
        var read = PredictionFile.Read(
            "when,w,y,probability_a,probability_b\n2026-01-31,2,a,1,0\n,0,b,0,1\n2026-02-01 12:00,0.5,a,1,0\n",
            request => request with { Time = "when", Weight = "w" });

        Assert.Equal([2, 0, 0.5], read.Weights);
        Assert.Equal([1769817600, double.NaN, 1769947200], read.Times);
        Assert.True(read.AreDates);
        Assert.Contains(read.Notes, note => note.Contains("1 row without a time", StringComparison.Ordinal));
        var numbered = PredictionFile.Read("t,y,probability_a,probability_b\n3,a,1,0\n1.5,b,0,1\n", request => request with { Time = "t" });
        Assert.Equal([3, 1.5], numbered.Times);
        Assert.False(numbered.AreDates);
    }

    [Fact]
    public void UnlabelledRowsAreLeftOutWhereThatIsAskedFor()
    {
        const string Text = "y,probability_a,probability_b\na,1,0\n,0,1\nNA,0,1\n";
        Assert.Equal([0], PredictionFile.Read(Text, request => request with { DropUnlabelled = true }).Labels);
        Assert.Equal("p.csv:3: column 'y': '' is a missing value, and no class (--drop-unlabelled leaves such rows out)", Refusal(Text));
        Assert.Equal("p.csv: no row has a label", Refusal("y,probability_a,probability_b\n,0,1\n", request => request with { DropUnlabelled = true }));
        Assert.Equal([1], PredictionFile.Read("y,probability_a,probability_NA\nNA,0,1\n").Labels);
    }

    [Theory]
    [InlineData("y,probability_a,probability_b\na,-0.1,1.1\n", "p.csv:2: column 'probability_a': '-0.1': a probability is a number from 0 to 1")]
    [InlineData("y,probability_a,probability_b\na,1,0\nb,NaN,1\n", "p.csv:3: column 'probability_a': 'NaN': a probability is a number from 0 to 1")]
    [InlineData("y,probability_a,probability_b\na,0,1.5\n", "p.csv:2: column 'probability_b': '1.5': a probability is a number from 0 to 1")]
    [InlineData("y,probability_a,probability_b\na,,1\n", "p.csv:2: column 'probability_a': '': a probability is a number from 0 to 1")]
    [InlineData("y,probability_a,probability_b\na,0.5,0.4\n", "p.csv:2: columns 'probability_a' to 'probability_b': the probabilities sum to 0.9 and not to 1")]
    [InlineData("y,probability_a,probability_b\n\"x\ny\",1,0\n", "p.csv:2: column 'y': 'x␊y' is none of the classes that have probabilities: 'a', 'b'")]
    [InlineData("y,probability_a,probability_b,predicted\n\na,1,0,c\n", "p.csv:3: column 'predicted': 'c' is none of the classes that have probabilities: 'a', 'b'")]
    [InlineData("y,probability_a,probability_b\na,1\n", "p.csv:2: 2 fields, and the header has 3")]
    [InlineData("y,probability_a,probability_b\n", "p.csv: no rows after the header")]
    [InlineData("y,probability_a,probability_a\na,1,0\n", "p.csv:1: column 'probability_a': two columns have this name")]
    [InlineData("y,probability_a\na,1\n", "p.csv:1: only column 'probability_a' begins with 'probability_': each class needs one, of that name and the class (--probabilities PREFIX gives another)")]
    [InlineData("Y,p\na,1\n", "p.csv:1: no column begins with 'probability_': each class needs one, of that name and the class (--probabilities PREFIX gives another)")]
    [InlineData("Y,probability_a,probability_b\na,1,0\n", "p.csv:1: --label 'y': no such column; the nearest is 'Y'")]
    [InlineData("", "p.csv: the file is empty")]
    public void BadFilesAreRefusedWithTheirPlace(string text, string message) => Assert.Equal(message, Refusal(text));

    [Theory]
    [InlineData("-1", "p.csv:3: column 'w': '-1': a weight is a number from 0 to 1E+100")]
    [InlineData("x", "p.csv:3: column 'w': 'x': a weight is a number from 0 to 1E+100")]
    [InlineData("0", "p.csv: column 'w': no row has a weight above 0")]
    public void BadWeightsAreRefused(string weight, string message) =>
        Assert.Equal(message, Refusal($"w,y,probability_a,probability_b\n0,a,1,0\n{weight},a,1,0\n", request => request with { Weight = "w" }));

    [Fact]
    public void BadTimesAreRefused()
    {
        Assert.StartsWith("p.csv:4: column 't': 'soon' is neither", Refusal("t,y,probability_a,probability_b\n2026-01-01,a,1,0\n2026-01-02,a,1,0\nsoon,a,1,0\n", request => request with { Time = "t" }), StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Range(0, 90_000).Select(row => FormattableString.Invariant($"text number {row},a,1,0\n")));
        Assert.StartsWith("p.csv:2: column 't': 'text number 0' is neither", Refusal("t,y,probability_a,probability_b\n" + many, request => request with { Time = "t" }), StringComparison.Ordinal);
    }

    [Fact]
    public void GzipIsReadAndOtherFormatsAreRefused()
    {
        using var packed = new MemoryStream(TemporaryFile.Compress(Small));
        Assert.Equal(2, PredictionReader.Read(packed, "p", new PredictionRequest("p", "y"), TestContext.Current.CancellationToken).RowCount);
        using var parquet = new MemoryStream(Encoding.UTF8.GetBytes("PAR1 and more"));
        Assert.Equal("p: is no CSV file, as predictions are", Assert.Throws<InputException>(() => PredictionReader.Read(parquet, "p", new PredictionRequest("p", "y"), TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void ThePositiveClassIsTheRarerOneUnlessNamed()
    {
        const string Text = "y,probability_a,probability_b\na,1,0\nb,0,1\nb,0,1\n";
        Assert.Equal(0, PredictionFile.Read(Text).Positive);
        Assert.Equal(1, PredictionFile.Read(Text, request => request with { Positive = "b" }).Positive);
        Assert.Equal("--positive 'c': there is no such class; the classes are 'a', 'b'", Refusal(Text, request => request with { Positive = "c" }));
    }

    private static string Refusal(string text, Func<PredictionRequest, PredictionRequest>? change = null) => Assert.Throws<InputException>(() => PredictionFile.Read(text, change)).Message;
}
