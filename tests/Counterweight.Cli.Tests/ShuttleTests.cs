using System.Text.Json;
using Xunit;

namespace Counterweight.Cli.Tests;

public class ShuttleTests
{
    [Fact]
    public void TheMainJobShowsWhatClassWeightsDo()
    {
        // The trainers' own tests have five seeds.
        var models = CompareTests.RunJson("--seeds", "2");

        // Five splits have 0.65; two classes have 3 and 4 test rows, so that the mean of two splits has a standard deviation of up to 0.04.
        Assert.InRange(BalancedAccuracy(models, "logistic regression", "unweighted"), 0.5, 0.77);
        Assert.InRange(BalancedAccuracy(models, "logistic regression", "balanced"), 0.93, 1);
        Assert.InRange(BalancedAccuracy(models, "decision tree", "unweighted"), 0.9, 1);
        Assert.InRange(BalancedAccuracy(models, "decision tree", "balanced"), 0.94, 1);
        Assert.InRange(BalancedAccuracy(models, "AdaBoost", "unweighted"), 0.9, 1);
        Assert.InRange(BalancedAccuracy(models, "AdaBoost", "balanced"), 0.94, 1);
        Assert.All(models, model => Assert.InRange(model.GetProperty("fitSeconds").GetDouble(), 1e-6, 60));
        Assert.All(models, model => Assert.True(model.GetProperty("kernelRowsPerSecond").GetDouble() > 0));
    }

    private static double BalancedAccuracy(JsonElement[] models, string name, string weights) =>
        models.Single(model => model.GetProperty("model").ValueEquals(name) && model.GetProperty("weights").ValueEquals(weights)).GetProperty("balancedAccuracy").GetDouble();
}
