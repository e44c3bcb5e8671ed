using Counterweight.Processes;
using Counterweight.Tests;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>The sample program of docs/samples.</summary>
public sealed class SampleTests
{
    private const string Project = "docs/samples/LightGbm";

    [Fact]
    public async Task ItPrintsTheBalancedAccuracyOfBothLosses()
    {
        NativeLibraryHere.IsNeeded();
        var program = Path.Combine(SourceTree.Root, Project, "bin", AppContext.BaseDirectory.Contains("Debug", StringComparison.Ordinal) ? "Debug" : "Release", "net10.0", "Counterweight.Samples.LightGbm.dll");
        using var process = ChildProcess.StartProgram(program, []);
        var result = await process.FinishAsync(ChildProcess.CommandLimit, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Collection(
            result.OutputLines,
            line => Assert.Equal("cross-entropy: balanced accuracy 0.7", line[..36]),
            line => Assert.Equal("focal loss, positive weight 2.5: balanced accuracy 0.7", line[..54]));
        Assert.True(string.CompareOrdinal(result.OutputLines[1][^5..], result.OutputLines[0][^5..]) > 0);
    }

    [Fact]
    public void ItHasAtMost40Lines() => Assert.InRange(File.ReadLines(Path.Combine(SourceTree.Root, Project, "Program.cs")).Count(), 1, 40);
}
