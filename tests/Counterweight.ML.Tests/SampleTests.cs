using System.Globalization;
using System.Text.RegularExpressions;
using Counterweight.Processes;
using Counterweight.Tests;
using Xunit;

namespace Counterweight.ML.Tests;

/// <summary>The sample program, and the model that it saves in one process and loads in another.</summary>
public sealed partial class SampleTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "docs", "samples", "ML");

    [Fact]
    public void ItHasFortyLinesAtMost() => Assert.InRange(File.ReadAllLines(Path.Combine(Folder, "Program.cs")).Length, 1, 40);

    [Fact]
    public async Task ItPrintsBalancedAccuracyBeforeAndAfterAndAnotherProcessLoadsItsModel()
    {
        var work = Directory.CreateTempSubdirectory("counterweight-ml-");
        try
        {
            var printed = await RunAsync(work.FullName);
            Assert.Equal(["before", "SMOTE", "threshold", "after"], printed.Select(line => line.Name), StringComparer.Ordinal);
            Assert.True(printed[^1].Accuracy > printed[0].Accuracy);

            var loaded = await RunAsync(work.FullName, "pima.zip");
            Assert.Equal([("loaded", printed[^1].Accuracy)], loaded);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<(string Name, double Accuracy)[]> RunAsync(string folder, params string[] arguments)
    {
        // Built as the tests are: …/bin/Release/net10.0.
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(Folder, "bin", build.Parent!.Name, build.Name, "Counterweight.Samples.ML.dll");
        var start = new System.Diagnostics.ProcessStartInfo(ChildProcess.Host, ["exec", program, .. arguments]) { WorkingDirectory = folder };
        using var process = ChildProcess.Start(start);
        var result = await process.FinishAsync(ChildProcess.CommandLimit, TestContext.Current.CancellationToken).ConfigureAwait(false);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. Line().Matches(result.Output).Select(match => (match.Groups["name"].Value, double.Parse(match.Groups["accuracy"].Value, CultureInfo.InvariantCulture)))];
    }

    [GeneratedRegex(@"(?<name>\w+): balanced accuracy (?<accuracy>[\d.]+)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Line();
}
