using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using Counterweight.Blocks;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>All tests again under other register widths: this very program, started with other settings of the runtime.</summary>
public sealed partial class WidthTests(ITestOutputHelper output)
{
    private const string ExpectedBits = "COUNTERWEIGHT_EXPECTED_REGISTER_BITS";

    private static readonly string? Expected = Environment.GetEnvironmentVariable(ExpectedBits);

    [Theory]
    [Trait("Category", "Widths")]
    [InlineData(512, "DOTNET_MaxVectorTBitWidth=512")]
    [InlineData(256, "DOTNET_EnableAVX512=0")]
    [InlineData(128, "DOTNET_EnableAVX512=0", "DOTNET_MaxVectorTBitWidth=128")]
    public void TheSuiteHolds(int bits, params string[] settings)
    {
        Assert.SkipWhen(bits == 512 && !Vector512.IsHardwareAccelerated, "This processor has no fast 512-bit registers.");
        Assert.SkipWhen(bits == 256 && !Vector256.IsHardwareAccelerated, "This processor has no 256-bit registers.");
        RunChild(bits, settings, ["-trait-", "Category=Widths"]);
    }

    /// <summary>No fused multiply-add either, and so some fifty times slower: small shapes only.</summary>
    [Theory]
    [Trait("Category", "Widths")]
    [InlineData(128, "DOTNET_EnableAVX2=0")]
    public void SmallShapesHaveTheSameBitsWithoutFusedMultiplyAdd(int bits, params string[] settings) =>
        RunChild(bits, settings, ["-trait", "Checksums=small"]);

    /// <summary>In a child: the settings took effect.</summary>
    [Fact]
    [Trait("Checksums", "small")]
    public void RegistersAreAsWideAsTheParentSays()
    {
        Assert.SkipWhen(Expected is null, "Not a child.");
        Assert.Equal(int.Parse(Expected, CultureInfo.InvariantCulture), BlockDispatch.RegisterBits);
    }

    private void RunChild(int bits, string[] settings, string[] filter)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (!Path.GetFileNameWithoutExtension(start.FileName).StartsWith("Counterweight", StringComparison.Ordinal))
        {
            start.ArgumentList.Add(typeof(WidthTests).Assembly.Location);
        }

        foreach (var argument in (IEnumerable<string>)[.. filter, "-noColor", "-noLogo"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var setting in settings)
        {
            var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);
            start.Environment[name] = value;
        }

        start.Environment[ExpectedBits] = bits.ToString(CultureInfo.InvariantCulture);
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var text = child.StandardOutput.ReadToEnd() + errors.Result;
        child.WaitForExit();
        var summary = Summary().Match(text);
        var run = summary.Success ? int.Parse(summary.Groups["total"].Value, CultureInfo.InvariantCulture) - int.Parse(summary.Groups["skipped"].Value, CultureInfo.InvariantCulture) : 0;
        output.WriteLine($"{string.Join(' ', settings)}: {summary.Value}");
        Assert.True(child.ExitCode == 0 && run > 20, $"{string.Join(' ', settings)}: exit code {child.ExitCode}, {run} tests\n{text}");
    }

    [GeneratedRegex(@"Total: (?<total>\d+).*Skipped: (?<skipped>\d+).*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Summary();
}
