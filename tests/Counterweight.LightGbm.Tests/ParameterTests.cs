using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>LightGBM's parameters by name.</summary>
public sealed class ParameterTests
{
    [Fact]
    public void AreWordsAfterTheDefaults()
    {
        Assert.Equal("verbosity=-1", ParameterText.Of(null));
        Assert.Equal("verbosity=-1 num_leaves=7", ParameterText.Of([("num_leaves", "7")]));
        Assert.Equal("verbosity=1", ParameterText.Of([("verbosity", "1")]));
        Assert.Equal("verbose=1", ParameterText.Of([("verbose", "1")]));
    }

    [Fact]
    public void ANameGivenTwiceIsRefused() => Assert.StartsWith(
        "parameters has a twice.", Assert.Throws<ArgumentException>("parameters", () => ParameterText.Of([("a", "1"), ("b", "1"), ("a", "1")])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("objective", "binary", "parameters has objective; the objective says it.")]
    [InlineData("num_class", "3", "parameters has num_class; the objective says it.")]
    [InlineData("app", "binary", "parameters has app; the objective says it.")]
    [InlineData("num_leaves", "7 objective=binary", "parameters has 'num_leaves' with the value '7 objective=binary'; each must be one word without '=', '#' and quotation marks.")]
    [InlineData("num_leaves", "", "parameters has 'num_leaves' with the value ''; each must be one word without '=', '#' and quotation marks.")]
    [InlineData("num leaves", "7", "parameters has 'num leaves' with the value '7'; each must be one word without '=', '#' and quotation marks.")]
    [InlineData("\"num_class\"", "3", "parameters has '\"num_class\"' with the value '3'; each must be one word without '=', '#' and quotation marks.")]
    [InlineData("'objective'", "binary", "parameters has ''objective'' with the value 'binary'; each must be one word without '=', '#' and quotation marks.")]
    [InlineData("seed", "1\0", "parameters has 'seed' with the value '1\0'; each must be one word without '=', '#' and quotation marks.")]
    [InlineData(null, "1", "parameters has '' with the value '1'; each must be one word without '=', '#' and quotation marks.")]
    [InlineData("num_leaves", null, "parameters has 'num_leaves' with the value ''; each must be one word without '=', '#' and quotation marks.")]
    public void WhatWouldBeMisreadIsRefused(string? name, string? value, string message) => Assert.Equal(
        message + " (Parameter 'parameters')", Assert.Throws<ArgumentException>("parameters", () => ParameterText.Of([(name!, value!)])).Message);
}
