using Counterweight.Cli.Tests.Predicting;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>Two columns of the same name: one is to be left out, and the model is used on files of the same kind.</summary>
public sealed class DuplicateNameTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The command that is suggested runs, and its model predicts the rows that it was trained on.</summary>
    [Theory]
    [InlineData("a,b,a,y", "y", "--ignore 'column 3'")]
    [InlineData("a,b,b,y", "2", "--ignore 'column 3'")]
    [InlineData("a,b,b,y", "3", "--ignore b")]
    [InlineData("a,a,a,a,a,a,y", "y", "--ignore 'column 2,column 3,column 4,column 5,column 6'")]
    public void TheSuggestedCommandRuns(string header, string label, string ignored)
    {
        var columns = header.Split(',').Length;
        var file = folder.Write("two.csv", Tables.Rows(header, 60, row => string.Join(',', Enumerable.Range(0, columns).Select(column => column == columns - 1 || column + 1 == LabelNumber(label) ? $"c{(row + column) % 3 % 2}" : $"{row * (column + 2) % 31}"))));
        var refused = Runner.Run("train", file, "--label", label, "--output", folder["a.model"]);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("have the same name", refused.Error, StringComparison.Ordinal);
        var suggested = refused.Error.TrimEnd().Split('\n')[^1].Trim();
        Assert.Contains(ignored, suggested, StringComparison.Ordinal);

        Assert.Equal(0, Runner.Run([.. ShellWords.Split(suggested).Skip(1)]).ExitCode);
        var predicted = Runner.Run("predict", file, "--model", folder["a.model"]);
        Assert.Equal(0, predicted.ExitCode);
        Assert.Equal(61, predicted.OutputLines.Length);
        Assert.Contains("are both named '", predicted.Error, StringComparison.Ordinal);
    }

    /// <summary>The first of a name is the feature, and both are kept where neither is one.</summary>
    [Fact]
    public void TheFirstKeepsTheName()
    {
        var train = folder.Write("train.csv", Tables.Rows("a,y", 60, row => $"{row % 31},{(row % 31 > 9 ? "p" : "q")}"));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--model", "tree", "--output", folder["a.model"]).ExitCode);
        var two = Runner.Run("predict", folder.Write("two.csv", "note,a,note,a\nn,1,m,30\nn,30,m,1\n"), "--model", folder["a.model"]);

        Assert.Equal(["note,column 3,column 4,probability_p,probability_q,predicted", "n,m,30,0,1,q", "n,m,1,1,0,p"], two.OutputLines);
        Assert.Contains("columns 1 and 3 are both named 'note': the second is called 'column 3'", two.Error, StringComparison.Ordinal);
        Assert.Contains("columns 2 and 4 are both named 'a': the second is called 'column 4'", two.Error, StringComparison.Ordinal);
    }

    /// <summary>A column of costs is that of one class.</summary>
    [Fact]
    public void AMatrixHasNoTwo()
    {
        var matrix = folder.Write("costs.csv", "right,neg,neg\nneg,0,1\npos,2,0\n");
        var result = Runner.Run("compare", Runner.DataFile("pima.csv"), "--label", "diabetes", "--model", "tree", "--cost-matrix", matrix);

        Assert.Equal(new(2, "", $"counterweight: {matrix}:1: column 'neg': columns 2 and 3 have the same name{Environment.NewLine}"), result);
    }

    /// <summary>Nothing else is to be said of a file that holds nothing.</summary>
    [Theory]
    [InlineData("a,y,a\n")]
    [InlineData("a,y\n")]
    public void AHeaderAloneIsOneLine(string text)
    {
        var file = folder.Write("header.csv", text);

        Assert.Equal(new(2, "", $"counterweight: {file}: no rows after the header{Environment.NewLine}"), Runner.Run("inspect", file, "--label", "y"));
    }

    private static int LabelNumber(string label) => int.TryParse(label, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;
}
