using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Counterweight.Cli.Arguments;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests.Arguments;

/// <summary>What holds of the options of all commands.</summary>
public partial class CommandOptionTests
{
    private static IReadOnlyList<Command> Commands { get; } = CreateCommands();

    public static TheoryData<string, string> WholeNumbers { get; } = [.. from command in Commands from option in command.Options where IsWhole(option) select (command.Name, option.Name)];

    public static TheoryData<string, string, string> PairsOfInputs { get; } =
        [.. from command in Commands from one in InputFiles.Of(command) from other in InputFiles.Of(command) where string.CompareOrdinal(one.Name, other.Name) < 0 select (command.Name, one.Name, other.Name)];

    /// <summary>The range stands in the help, and where a number beyond either end is refused.</summary>
    [Theory]
    [MemberData(nameof(WholeNumbers))]
    public void WholeNumbersTellTheirRange(string command, string name)
    {
        var range = Range().Match(Option(command, name).Description!);
        Assert.True(range.Success);
        var (least, most) = (range.Groups["least"].Value, range.Groups["most"].Value);
        var greater = (BigInteger.Parse(most, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        var less = (BigInteger.Parse(least, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        foreach (var text in (string[])[greater, less, "1.5", "x"])
        {
            var result = Runner.Run([command, .. Required(command), name, text]);
            Assert.Equal(new(2, "", $"counterweight: {name} '{text}' is not a whole number from {least} to {most} (--help explains){Environment.NewLine}"), result);
        }
    }

    [Fact]
    public void EveryCommandWithWholeNumbersIsAsked() => Assert.Equal(
        ["--depth", "--drop-rare", "--folds", "--leaves", "--repeats", "--rounds", "--seed", "--seeds", "--threads"],
        WholeNumbers.Select(row => row.Data.Item2).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    public static TheoryData<string, string> Valued { get; } = [.. from command in Commands from option in command.Options where option.Arity.MaximumNumberOfValues > 0 select (command.Name, option.Name)];

    /// <summary>Nothing that is given twice ends the program.</summary>
    [Theory]
    [MemberData(nameof(Valued))]
    public void AnOptionGivenTwiceIsTakenOrRefused(string command, string name)
    {
        var result = Runner.Run([command, .. Required(command), name, "a=1", name, "b=2"]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    /// <summary>Standard input is one file, not two.</summary>
    [Theory]
    [MemberData(nameof(PairsOfInputs))]
    public void StandardInputIsOneFile(string command, string one, string other)
    {
        string[] given = Required(command);
        foreach (var name in (string[])[one, other])
        {
            var place = string.Equals(name, "FILE", StringComparison.Ordinal) ? 0 : Array.IndexOf(given, name) + 1;
            given = place > 0 || name is "FILE" ? [.. given[..place], "-", .. given[(place + 1)..]] : [.. given, name, "-"];
        }

        var result = Runner.Run([command, .. given]);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        var line = Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Contains("standard input is read once", line, StringComparison.Ordinal);
        Assert.Contains(one, line, StringComparison.Ordinal);
        Assert.Contains(other, line, StringComparison.Ordinal);
    }

    /// <summary>Two predictions of the same rows are priced by one reading of the costs.</summary>
    [Fact]
    public async Task CostsOfStandardInputAreReadOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        using var one = new TemporaryFile("y,probability_a,probability_b\na,0.9,0.1\nb,0.4,0.6\na,0.3,0.7\n");
        using var other = new TemporaryFile("y,probability_a,probability_b\na,0.8,0.2\nb,0.6,0.4\na,0.2,0.8\n");
        using var costs = new TemporaryFile("right,a,b\na,0,1\nb,5,0\n");
        string[] command = ["report", one.Path, "--label", "y", "--compare", other.Path, "--output", "-", "--cost-matrix"];
        var expected = Runner.Run([.. command, costs.Path]);
        using var process = ChildProcess.Start(new("sh", ["-c", "file=$1; shift; exec \"$@\" <\"$file\"", "sh", costs.Path, ChildProcess.Host, "exec", Runner.Program, .. command, "-"]));
        Assert.Equal(expected, await Runner.FinishAsync(process));
        Assert.Equal((0, ""), (expected.ExitCode, expected.Error));
    }

    [Fact]
    public void WhatReadsStandardInputIsOfThePairs()
    {
        string[] pairs = ["compare --cost-matrix FILE", "evaluate --cost-matrix --model", "evaluate --cost-matrix FILE", "evaluate --model FILE", "predict --model FILE", "report --compare FILE", "report --cost-matrix --model", "train --cost-matrix FILE", "tune --cost-matrix FILE"];
        Assert.Subset(PairsOfInputs.Select(row => $"{row.Data.Item1} {row.Data.Item2} {row.Data.Item3}").ToHashSet(StringComparer.Ordinal), pairs.ToHashSet(StringComparer.Ordinal));
        foreach (var command in Commands)
        {
            Assert.Equal(
                command.Arguments.Cast<Symbol>().Concat(command.Options).Where(symbol => symbol.Description!.Contains("standard input", StringComparison.Ordinal)).Select(symbol => symbol.Name),
                InputFiles.Of(command).Select(symbol => symbol.Name),
                StringComparer.Ordinal);
        }
    }

    private static IReadOnlyList<Command> CreateCommands() =>
        [.. CommandLine.CreateRoot(new Session(TextWriter.Null, TextWriter.Null, Progress: null, Width: null, default)).Subcommands];

    private static Option Option(string command, string name) => Commands.Single(each => string.Equals(each.Name, command, StringComparison.Ordinal)).Options.Single(option => string.Equals(option.Name, name, StringComparison.Ordinal));

    private static bool IsWhole(Option option) => option.ValueType == typeof(int) || option.ValueType == typeof(int?) || option.ValueType == typeof(ulong);

    // A file that is not read, and a value for all that must be given.
    private static string[] Required(string command) =>
        ["none.csv", .. Commands.Single(each => string.Equals(each.Name, command, StringComparison.Ordinal)).Options.Where(option => option.Required).SelectMany(option => (string[])[option.Name, "none"])];

    [GeneratedRegex(@", (?<least>\d+) to (?<most>\d+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
