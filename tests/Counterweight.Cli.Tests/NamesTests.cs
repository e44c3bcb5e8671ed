using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>Files and columns whose names mean something to a terminal, a shell or a command line.</summary>
public sealed class NamesTests : IDisposable
{
    private const string Rows = "\n1,2,p\n2,3,q\n3,1,p\n4,2,q\n5,9,p\n";

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("@a")]
    [InlineData("@")]
    [InlineData("-a")]
    [InlineData("[a]")]
    [InlineData("$(a)")]
    [InlineData("it's")]
    [InlineData("a,b")]
    [InlineData("a\nb")]
    [InlineData("\u202Ea")]
    public void AColumnOfAnyNameCanBeIgnoredByTheSuggestedCommand(string name)
    {
        // Too many other texts to be missing values: the column is left out.
        var file = Write("f.csv", Tables.Rows($"\"{name}\",b,y", 40, row => $"{(row < 30 ? "" : "bad")}{row},{row % 7},{(row % 2 == 0 ? "p" : "q")}"));
        var refused = Runner.Run("inspect", file, "--label", "y");
        Assert.Equal(2, refused.ExitCode);
        var command = refused.Error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')[^1];
        Assert.Contains("--ignore", command, StringComparison.Ordinal);
        Assert.DoesNotContain(command, char.IsControl);
        Assert.DoesNotContain('\u202E', command);

        var result = Runner.Run(ShellWords.Split(command.Trim())[1..]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void AnAtSignBeginsANameNotAFileOfArguments()
    {
        var file = Write("f.csv", "@a,b,y" + Rows);

        Assert.Equal(0, Runner.Run("inspect", file, "--label", "y", "--ignore", "@a").ExitCode);
        Assert.Equal("counterweight: @no-such-file.csv: no such file", Runner.Run("inspect", "@no-such-file.csv").Error.TrimEnd());
    }

    [Fact]
    public void AFileNameWithControlCharactersIsShownOnOneLine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No such names there.");
        var file = Write("a\nb\u001B[31m.csv", "a,b,y" + Rows);

        var result = Runner.Run("inspect", file, "--label", "z");
        var missing = Runner.Run("inspect", file + "\r");
        var directory = Runner.Run("inspect", Directory.CreateDirectory(file + "\nd").FullName);

        Assert.Contains("a␊b␛[31m.csv:\n  CSV, 5 rows", result.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("a␊b␛[31m.csv: --label 'z': no such column", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("would run", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("a␊b␛[31m.csv␍: no such file", missing.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("a␊b␛[31m.csv␊d: is a directory", directory.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnArgumentWithLineBreaksIsRefusedOnOneLine()
    {
        var refused = Runner.Run("inspect", "f.csv", "--no\nsuch\roption");
        Assert.Equal(2, refused.ExitCode);
        Assert.DoesNotContain(refused.Error.TrimEnd(), char.IsControl);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
