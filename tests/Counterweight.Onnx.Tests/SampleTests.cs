using Counterweight.Samples;
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>The sample program of docs/samples.</summary>
public sealed class SampleTests
{
    private static readonly SampleProgram Sample = new("Onnx");

    [Fact]
    public async Task ItPrintsTheBalancedAccuracyWithoutAndWithWeights() =>
        Assert.Equal([("none", 0.732), ("balanced", 0.778)], await Sample.RunAsync());

    [Fact]
    public void ItHasAtMost40Lines() => Sample.CheckLength();
}
