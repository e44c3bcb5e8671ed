using System.Diagnostics;
using Counterweight.Cli.Columns;
using Counterweight.Processes;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Cli.Tests.Columns;

/// <summary>How columns are named on a command line.</summary>
public class NamedColumnsTests
{
    private static readonly NamedColumns Names = new(["a", "b,c", "2", "say \"x\"", "b", "-1"]);

    [Theory]
    [InlineData("a", 0)]
    [InlineData("1", 0)]
    [InlineData("2", 2)]
    [InlineData("3", 2)]
    [InlineData("6", 5)]
    [InlineData("7", -1)]
    [InlineData("0", -1)]
    [InlineData("-1", 5)]
    [InlineData("-2", 4)]
    [InlineData("-6", 0)]
    [InlineData("-7", -1)]
    [InlineData("A", -1)]
    [InlineData("", -1)]
    [InlineData("1.0", -1)]
    public void ANameWinsOverANumber(string name, int place) => Assert.Equal(place, Names.Find(name));

    [Theory]
    [InlineData("a,b", "0,4", "")]
    [InlineData("b,c", "1", "")]
    [InlineData("\"b,c\",a", "1,0", "")]
    [InlineData("\"say \"\"x\"\"\",a", "3,0", "")]
    [InlineData("a, b", "0,4", "")]
    [InlineData("a,a,1", "0", "")]
    [InlineData("a,c", "0", "c")]
    [InlineData("x,a,z", "0", "x|z")]
    [InlineData("a,", "0", "")]
    public void CommasStandBetweenNames(string value, string places, string unknown)
    {
        var (columns, others) = Names.FindAll([value]);

        Assert.Equal(places, string.Join(',', columns));
        Assert.Equal(unknown, string.Join('|', others.Where(name => name.Length > 0)));
    }

    [Fact]
    public void WhatIsJoinedIsFoundAgain()
    {
        string[] names = ["b,c", "say \"x\"", "a"];

        Assert.Equal([1, 3, 0], Names.FindAll([NamedColumns.Join(names)]).Columns);
    }

    [Theory]
    [InlineData("colour", "color")]
    [InlineData("COLOR", "color")]
    [InlineData("agee", "age")]
    [InlineData("weigth", "weight")]
    [InlineData("zzzzzz", null)]
    [InlineData("y", null)]
    public void TheNearestNameIsFound(string name, string? nearest) => Assert.Equal(nearest, new NearestName(["age", "weight", "color", "w"]).To(name));

    [Theory]
    [InlineData("plain-1.csv", "plain-1.csv")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    [InlineData("$HOME;*", "'$HOME;*'")]
    [InlineData("größe", "'größe'")]
    public async Task AShellReadsWhatIsQuoted(string text, string quoted)
    {
        Assert.Equal(quoted, ShellText.Quote(text));
        Assert.Equal([text], ShellWords.Split(quoted));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var shell = ChildProcess.Start(new ProcessStartInfo("sh", ["-c", $"printf %s {quoted}"]));
        Assert.Equal(text, (await Runner.FinishAsync(shell)).Output);
    }

    [Theory]
    [InlineData("a", "--ignore a")]
    [InlineData("-x", "--ignore=-x")]
    [InlineData("-a b", "'--ignore=-a b'")]
    public void ValuesLikeOptionsAreJoined(string value, string written) => Assert.Equal(written, ShellText.Option("--ignore", value));
}
