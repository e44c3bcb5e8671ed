using Counterweight.Processes;
using Counterweight.Tests;
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>The sample program of docs/samples.</summary>
public sealed class SampleTests
{
    private const string Project = "docs/samples/Onnx";

    [Fact]
    public async Task ItPrintsTheBalancedAccuracyWithoutAndWithWeights()
    {
        var program = Path.Combine(SourceTree.Root, Project, "bin", AppContext.BaseDirectory.Contains("Debug", StringComparison.Ordinal) ? "Debug" : "Release", "net10.0", "Counterweight.Samples.Onnx.dll");
        using var process = ChildProcess.StartProgram(program, []);
        var result = await process.FinishAsync(ChildProcess.CommandLimit, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Collection(
            result.OutputLines,
            line => Assert.Equal("none: balanced accuracy 0.732 in ONNX Runtime, 0 rows answered otherwise than here", line),
            line => Assert.Equal("balanced: balanced accuracy 0.778 in ONNX Runtime, 0 rows answered otherwise than here", line));
    }

    [Fact]
    public void ItHasAtMost40Lines() => Assert.InRange(File.ReadLines(Path.Combine(SourceTree.Root, Project, "Program.cs")).Count(), 1, 40);
}
