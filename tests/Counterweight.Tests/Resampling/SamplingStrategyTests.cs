using Counterweight.Resampling;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Resampling;

/// <summary>What each strategy asks for, for over- and for under-sampling.</summary>
[Trait("Registers", "any")]
public sealed class SamplingStrategyTests
{
    /// <summary>In a time of the classes, not of their square.</summary>
    [Fact]
    public void CountsMayNameAllClassesThereAre()
    {
        (int Class, long Rows)[] rows = [.. Enumerable.Range(0, 1 << 20).Select(label => (label, 3L))];
        var targets = new long[rows.Length];
        SamplingStrategy.Counts(rows).Targets([.. Enumerable.Repeat(2L, rows.Length)], SamplingDirection.Over, targets);
        Assert.All(targets, target => Assert.Equal(3, target));
        rows[^1].Class = 5;
        Assert.Contains("rows[5] and rows[1048575] name class 5", Assert.Throws<ArgumentException>("rows", () => SamplingStrategy.Counts(rows)).Message, StringComparison.Ordinal);
    }

    private static readonly string[] Names = ["auto", "all", "minority", "majority", "not minority", "not majority"];

    [Theory]
    [InlineData("auto", "100,100,0,100")]
    [InlineData("not majority", "100,100,0,100")]
    [InlineData("all", "100,100,0,100")]
    [InlineData("minority", "30,100,0,100")]
    [InlineData("not minority", "100,100,0,10")]
    [InlineData("3:10", "30,100,0,10")]
    [InlineData("3:25, 1:120", "30,120,0,25")]
    public void OverSampling(string strategy, string expected) => Assert.Equal(expected, Targets(strategy, SamplingDirection.Over, 30, 100, 0, 10));

    [Theory]
    [InlineData("auto", "10,10,0,10")]
    [InlineData("not minority", "10,10,0,10")]
    [InlineData("all", "10,10,0,10")]
    [InlineData("majority", "30,10,0,10")]
    [InlineData("not majority", "10,100,0,10")]
    [InlineData("0:30", "30,100,0,10")]
    [InlineData("0:0,1:50", "0,50,0,10")]
    public void UnderSampling(string strategy, string expected) => Assert.Equal(expected, Targets(strategy, SamplingDirection.Under, 30, 100, 0, 10));

    [Theory]
    [InlineData(0.5, SamplingDirection.Over, "101,50")]
    [InlineData(1, SamplingDirection.Over, "101,101")]
    [InlineData(0.3, SamplingDirection.Over, "101,30")]
    [InlineData(0.3, SamplingDirection.Under, "100,30")]
    [InlineData(0.7, SamplingDirection.Under, "42,30")]
    [InlineData(1, SamplingDirection.Under, "30,30")]
    public void RatiosAreRoundedDown(double ratio, SamplingDirection direction, string expected)
    {
        var targets = new long[2];
        SamplingStrategy.Ratio(ratio).Targets([101, 30], direction, targets);
        Assert.Equal(expected, string.Join(',', targets));
    }

    [Fact]
    public void ARatioIgnoresClassesWithoutRows() => Assert.Equal("0,6,0,3", Targets("0.5", SamplingDirection.Over, 0, 6, 0, 2));

    [Fact]
    public void OfTwoClassesOfAsManyRowsTheFirstIsTheMajority()
    {
        Assert.Equal("8,8", Targets("1", SamplingDirection.Over, 8, 8));
        Assert.Equal("8,8", Targets("1", SamplingDirection.Under, 8, 8));
        var exception = Assert.Throws<ArgumentException>(() => Targets("0.5", SamplingDirection.Over, 8, 8));
        Assert.Contains("4 rows of class 1, which has 8", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => Targets("0.5", SamplingDirection.Under, 8, 8));
        Assert.Contains("16 rows of class 0, which has 8", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfMinoritiesOfAsManyRowsTheFirstGrows()
    {
        Assert.Equal("9,9,3", Targets("minority", SamplingDirection.Over, 9, 3, 3));
        Assert.Equal("9,3,9", Targets("not minority", SamplingDirection.Over, 9, 3, 3));
        Assert.Equal("3,9,3", Targets("majority", SamplingDirection.Under, 9, 9, 3));
    }

    [Fact]
    public void OneClassOrNoneHasNothingToDo()
    {
        foreach (var direction in Enum.GetValues<SamplingDirection>())
        {
            Assert.Equal("0,7", Targets("auto", direction, 0, 7));
            Assert.Equal("0,0", Targets("all", direction, 0, 0));
            Assert.Equal(string.Empty, Targets("not majority", direction));
        }
    }

    [Theory]
    [InlineData("minority", SamplingDirection.Under, "minority smaller")]
    [InlineData("majority", SamplingDirection.Over, "majority larger")]
    [InlineData("0.5", SamplingDirection.Over, "which is of two classes; 3 have rows")]
    [InlineData("1:99", SamplingDirection.Over, "99 rows of class 1, which has 100; over-sampling drops none")]
    [InlineData("3:11", SamplingDirection.Under, "11 rows of class 3, which has 10; under-sampling adds none")]
    [InlineData("2:5", SamplingDirection.Over, "names class 2, which has no rows")]
    [InlineData("2:0", SamplingDirection.Under, "names class 2, which has no rows")]
    [InlineData("4:5", SamplingDirection.Over, "names class 4, which has no rows")]
    public void WhatCannotBeIsRefusedAndNothingWritten(string strategy, SamplingDirection direction, string message)
    {
        long[] targets = [-1, -1, -1, -1];
        var exception = Assert.ThrowsAny<ArgumentException>(() => SamplingStrategy.Parse(strategy).Targets([30, 100, 0, 10], direction, targets));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.All(targets, target => Assert.Equal(-1, target));
    }

    [Fact]
    public void ARatioThatWouldShrinkOrGrowIsRefused()
    {
        var exception = Assert.Throws<ArgumentException>(() => Targets("0.28", SamplingDirection.Over, 100, 30));
        Assert.Contains("28 rows of class 1, which has 30; over-sampling drops none", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => Targets("0.28", SamplingDirection.Under, 100, 30));
        Assert.Contains("107 rows of class 0, which has 100; under-sampling adds none", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Targets("1e-300", SamplingDirection.Under, 100, 30));
        exception = Assert.Throws<ArgumentException>("counts", () => Targets("0.5", SamplingDirection.Over, 100));
        Assert.Contains("which is of two classes; 1 has rows", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadArguments()
    {
        var targets = new long[2];
        Assert.Throws<ArgumentException>("targets", () => SamplingStrategy.Auto.Targets([1, 2, 3], SamplingDirection.Over, targets));
        Assert.Throws<ArgumentException>("targets", () => SamplingStrategy.Auto.Targets(targets, SamplingDirection.Over, targets));
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => SamplingStrategy.Auto.Targets([1, 2], (SamplingDirection)2, targets));
        var exception = Assert.Throws<ArgumentOutOfRangeException>("counts", () => SamplingStrategy.Auto.Targets([1, -2], SamplingDirection.Over, targets));
        Assert.Contains("counts[1] is -2", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("chosen", () => SamplingStrategy.Auto.Choose([1, 2, 3], SamplingDirection.Over, new bool[2]));
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => SamplingStrategy.Auto.Choose([1, 2], (SamplingDirection)(-1), new bool[2]));
        foreach (var ratio in new[] { 0, -0.5, 1.01, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("minorityOverMajority", () => SamplingStrategy.Ratio(ratio));
        }

        Assert.Throws<ArgumentException>("rows", () => SamplingStrategy.Counts());
        Assert.Throws<ArgumentException>("rows", () => SamplingStrategy.Counts((1, 2), (2, 2), (1, 3)));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => SamplingStrategy.Counts((1, 2), (-1, 3)));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => SamplingStrategy.Counts((1, -2)));
    }

    [Fact]
    public void ChosenClasses()
    {
        Assert.Equal("1,0,0,1", Chosen("auto", SamplingDirection.Over, 30, 100, 0, 10));
        Assert.Equal("1,1,0,0", Chosen("auto", SamplingDirection.Under, 30, 100, 0, 10));
        Assert.Equal("1,1,0,1", Chosen("all", SamplingDirection.Under, 30, 100, 0, 10));
        Assert.Equal("0,1,0,0", Chosen("majority", SamplingDirection.Under, 30, 100, 0, 10));
        Assert.Equal("1,0,0,1", Chosen("not majority", SamplingDirection.Under, 30, 100, 0, 10));
        Assert.Throws<ArgumentException>(() => Chosen("minority", SamplingDirection.Under, 3, 1));
        Assert.Contains("0.5", Assert.Throws<ArgumentException>(() => Chosen("0.5", SamplingDirection.Under, 3, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("0:2, 1:1", Assert.Throws<ArgumentException>(() => Chosen("0:2,1:1", SamplingDirection.Under, 3, 1)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" Not-MINORITY ", "not minority")]
    [InlineData("not_majority", "not majority")]
    [InlineData("AUTO", "auto")]
    [InlineData(" .5 ", "0.5")]
    [InlineData("1e-3", "0.001")]
    [InlineData("10:5 ,2 : 7", "10:5, 2:7")]
    public void TextIsReadInAnyCase(string text, string expected)
    {
        Assert.Equal(expected, SamplingStrategy.Parse(text).ToString());
        Assert.True(SamplingStrategy.TryParse(text, out var strategy));
        Assert.Equal(expected, strategy.ToString());
    }

    [Fact]
    public void EachStrategyIsReadAsItIsWritten()
    {
        Assert.Equal("auto", default(SamplingStrategy).ToString());
        SamplingStrategy[] made = [SamplingStrategy.Auto, SamplingStrategy.All, SamplingStrategy.Minority, SamplingStrategy.Majority, SamplingStrategy.NotMinority, SamplingStrategy.NotMajority];
        Assert.Equal(Names, made.Select(strategy => strategy.ToString()), StringComparer.Ordinal);
        Assert.Equal(Names, Names.Select(name => SamplingStrategy.Parse(name).ToString()), StringComparer.Ordinal);
        Assert.Equal("0.1", SamplingStrategy.Ratio(0.1).ToString());
        Assert.Equal("3:4, 1:2", SamplingStrategy.Counts((3, 4), (1, 2)).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("most")]
    [InlineData("not all")]
    [InlineData("0,5")]
    [InlineData("1:2:3")]
    [InlineData("-1:2")]
    [InlineData("1:2.5")]
    [InlineData("1:2,")]
    public void OtherTextIsRefusedWithTheGrammar(string text)
    {
        var exception = Assert.Throws<FormatException>(() => SamplingStrategy.Parse(text));
        Assert.Contains($"'{text}' is none of these: auto, all", exception.Message, StringComparison.Ordinal);
        Assert.False(SamplingStrategy.TryParse(text, out _));
    }

    [Fact]
    public void TextWithBadNumbersIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SamplingStrategy.Parse("1.5"));
        Assert.Throws<ArgumentException>(() => SamplingStrategy.Parse("1:2, 1:3"));
        Assert.Throws<ArgumentNullException>(() => SamplingStrategy.Parse(null!));
        Assert.False(SamplingStrategy.TryParse("0", out _));
        Assert.False(SamplingStrategy.TryParse(null, out _));
    }

    [Fact]
    public void OverSamplingNeverShrinksAndUnderSamplingNeverGrows() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNegativeInt[]>(),
            ArbMap.Default.ArbFor<NonNegativeInt>(),
            (NonNegativeInt[] rows, NonNegativeInt name) =>
            {
                var counts = rows.Select(row => (long)row.Item).ToArray();
                var targets = new long[counts.Length];
                var strategy = SamplingStrategy.Parse(Names[name.Item % 6]);
                foreach (var direction in Enum.GetValues<SamplingDirection>())
                {
                    if (name.Item % 6 == (direction == SamplingDirection.Over ? 3 : 2))
                    {
                        continue;
                    }

                    strategy.Targets(counts, direction, targets);
                    for (var c = 0; c < counts.Length; c++)
                    {
                        var grew = targets[c].CompareTo(counts[c]);
                        if ((direction == SamplingDirection.Over ? grew < 0 : grew > 0) || (counts[c] == 0) != (targets[c] == 0))
                        {
                            return false;
                        }
                    }
                }

                return true;
            }).QuickCheckThrowOnFailure();

    private static string Targets(string strategy, SamplingDirection direction, params long[] counts)
    {
        var targets = new long[counts.Length];
        SamplingStrategy.Parse(strategy).Targets(counts, direction, targets);
        return string.Join(',', targets);
    }

    private static string Chosen(string strategy, SamplingDirection direction, params long[] counts)
    {
        var chosen = new bool[counts.Length];
        SamplingStrategy.Parse(strategy).Choose(counts, direction, chosen);
        return string.Join(',', chosen.Select(value => value ? 1 : 0));
    }
}
