using Counterweight.Samples;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>The sample programs of docs/samples on kernels and trainers alone.</summary>
public sealed class SampleTests
{
    private static readonly SampleProgram Network = new("Network");
    private static readonly SampleProgram Online = new("Online");

    [Fact]
    public async Task ANetworkLearnsRareClassesByEveryKindOfWeights()
    {
        var printed = await Network.RunAsync();
        Assert.Equal(
            ["before, without weights", "class weights", "taught by boosting, class weights", "curriculum, class weights", "group DRO"],
            printed.Select(line => line.Name),
            StringComparer.Ordinal);
        Assert.All(printed[1..], line => Assert.InRange(line.BalancedAccuracy, printed[0].BalancedAccuracy + 0.05, 1));
    }

    [Fact]
    public async Task WeightsOfTheWindowFollowADriftThatFixedOnesDoNot()
    {
        var printed = await Online.RunAsync();
        Assert.Equal(
            ["before the drift, fixed weights", "after the drift, fixed weights", "before the drift, weights of the window", "after the drift, weights of the window"],
            printed.Select(line => line.Name),
            StringComparer.Ordinal);
        Assert.InRange(printed[2].BalancedAccuracy, printed[0].BalancedAccuracy - 0.02, 1);
        Assert.InRange(printed[3].BalancedAccuracy, printed[1].BalancedAccuracy + 0.05, 1);
    }

    [Fact]
    public void FilesAreShort()
    {
        Network.CheckLength(80, "Layer.cs", "Network.cs", "Shuttle.cs", "Training.cs");
        Online.CheckLength(80, "DriftingStream.cs");
    }
}
