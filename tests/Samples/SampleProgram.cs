using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Counterweight.Processes;
using Counterweight.Tests;
using Xunit;

namespace Counterweight.Samples;

/// <summary>A sample of docs/samples: a short program, whose lines tell a balanced accuracy each.</summary>
/// <param name="name">Its folder.</param>
internal sealed partial class SampleProgram(string name)
{
    private string Folder => Path.Combine(SourceTree.Root, "docs", "samples", name);

    /// <summary>Fails where a file has more lines, or the sample more than these files.</summary>
    public void CheckLength(int most = 40, params string[] others)
    {
        string[] files = [.. Directory.GetFiles(Folder, "*.cs").Order(StringComparer.Ordinal)];
        Assert.Equal(((string[])["Program.cs", .. others]).Order(StringComparer.Ordinal), files.Select(Path.GetFileName), StringComparer.Ordinal);
        Assert.All(files, file => Assert.InRange(File.ReadLines(file).Count(), 1, most));
    }

    /// <summary>What it prints, line by line.</summary>
    /// <param name="built">The folder of the program; null: where its own build puts it.</param>
    /// <param name="workFolder">Where it runs; null: where the tests do.</param>
    /// <param name="arguments">Its arguments.</param>
    public async Task<(string Name, double BalancedAccuracy)[]> RunAsync(string? built = null, string? workFolder = null, params string[] arguments)
    {
        // Built as the tests are: …/bin/Release/net10.0.
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        built ??= Path.Combine(Folder, "bin", tests.Parent!.Name, tests.Name);
        var start = new ProcessStartInfo(ChildProcess.Host, ["exec", Path.Combine(built, $"Counterweight.Samples.{name}.dll"), .. arguments]) { WorkingDirectory = workFolder ?? string.Empty };
        using var process = ChildProcess.Start(start);
        var result = await process.FinishAsync(ChildProcess.CommandLimit, TestContext.Current.CancellationToken).ConfigureAwait(false);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. result.OutputLines.Select(line =>
        {
            var match = Line().Match(line);
            Assert.True(match.Success, line);
            return (match.Groups["name"].Value, double.Parse(match.Groups["accuracy"].Value, CultureInfo.InvariantCulture));
        })];
    }

    [GeneratedRegex(@"^(?<name>.+): balanced accuracy (?<accuracy>\d\.\d{3})\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();
}
