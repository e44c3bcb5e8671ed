using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>Options of which one says what another denies.</summary>
public class ContradictionTests
{
    [Theory]
    [InlineData("--label type --keep Na --ignore Na", ": --keep 'Na' and --ignore 'Na' contradict each other: the column is either used or not", "--label type --ignore Na")]
    [InlineData("--label type --keep 2,Mg --ignore Al,Na", ": --keep 'Na' and --ignore 'Na' contradict each other: the column is either used or not", "--label type --ignore Al,Na --keep Mg")]
    [InlineData("--label type --category Na --ignore 2", ": --category 'Na' and --ignore 'Na' contradict each other: the column is either used or not", "--label type --ignore Na")]
    [InlineData("--label type --regression --category type", ": column 'type': --regression and --category contradict each other: the label is either a number to predict or a class", "--label type --regression")]
    [InlineData("--label type --regression --drop-rare 3", ": column 'type': --regression and --drop-rare contradict each other: a number to predict has no classes", "--label type --regression")]
    public void IsRefusedWithBothNames(string arguments, string expected, string suggested)
    {
        var file = Runner.DataFile("glass.csv");
        var result = Runner.Run(["compare", file, .. arguments.Split(' ')]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"counterweight: {file}{expected}\nthis would run:\n  counterweight compare {file} {suggested}\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--label type --keep all --ignore Na")]
    [InlineData("--label type --keep Na --category Na")]
    [InlineData("--label type --category type")]
    public void WhatCanBeMeantIsTaken(string arguments) => Assert.Equal(0, Runner.Run(["inspect", Runner.DataFile("glass.csv"), .. arguments.Split(' ')]).ExitCode);
}
