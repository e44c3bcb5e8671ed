using Counterweight.Samples;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>The sample program, and the model that it saves in one process and loads in another.</summary>
public sealed class SampleTests
{
    private static readonly SampleProgram Sample = new("ML");

    [Fact]
    public void ItHasAtMost40Lines() => Sample.CheckLength();

    [Fact]
    public async Task ItPrintsBalancedAccuracyBeforeAndAfterAndAnotherProcessLoadsItsModel()
    {
        var work = Directory.CreateTempSubdirectory("counterweight-ml-");
        try
        {
            var printed = await Sample.RunAsync(workFolder: work.FullName);
            Assert.Equal(["before", "SMOTE", "threshold", "after"], printed.Select(line => line.Name), StringComparer.Ordinal);
            Assert.True(printed[^1].BalancedAccuracy > printed[0].BalancedAccuracy);

            var loaded = await Sample.RunAsync(workFolder: work.FullName, arguments: "pima.zip");
            Assert.Equal([("loaded", printed[^1].BalancedAccuracy)], loaded);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }
}
