using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Counterweight.Tests;
using Counterweight.TorchSharp.Tests.Torch;
using Xunit;

namespace Counterweight.TorchSharp.Tests;

/// <summary>The program of docs/samples/TorchSharp.</summary>
[Collection(Libtorch.Collection)]
public sealed partial class SampleTests
{
    [Fact]
    public void TheSampleIsShort() => Assert.InRange(File.ReadLines(Path.Combine(SourceTree.Root, "docs", "samples", "TorchSharp", "Program.cs")).Count(), 20, 40);

    [Fact]
    public void WeightsOfClassesRaiseBalancedAccuracy()
    {
        Libtorch.Need();
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "Counterweight.Samples.TorchSharp.dll")]) { RedirectStandardOutput = true, UseShellExecute = false };
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.FileName = "dotnet";
        }

        using var program = Process.Start(start)!;
        var printed = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        var match = Printed().Match(printed);
        Assert.True(match.Success, printed);
        var (before, after) = (double.Parse(match.Groups["before"].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups["after"].Value, CultureInfo.InvariantCulture));
        Assert.True(after > before + 0.05, printed);
    }

    [GeneratedRegex(@"^before: balanced accuracy (?<before>0\.\d{3})\r?\nafter: balanced accuracy (?<after>0\.\d{3})\r?\n$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printed();
}
