using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using Counterweight.Core.Simd;
using Counterweight.Processes;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Catalog;

/// <summary>
/// All committed bits again under other register widths: this very program, started with other settings of the runtime.
/// CI runs these tests in a Debug build in registers of 128 bits too, except those with the trait <c>Registers=any</c>: they use
/// no vectors, or they judge results by a reference where another test compares the same results with committed bits.
/// </summary>
public sealed partial class WidthTests(ITestOutputHelper output)
{
    private const string ExpectedBits = "COUNTERWEIGHT_EXPECTED_REGISTER_BITS";

    // Tens of times what a child takes, since other work may share the machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private static readonly string[] Bits = ["*.WidthTests", "*.ChecksumTests", "*.NumericChecksumTests", "*.BlockTests", "*.VectorMathTests", "*.LongRowTests"];

    private static readonly string[] Memory = ["*.MemoryTests", "*.LayoutMemoryTests"];

    private static readonly string? Expected = Environment.GetEnvironmentVariable(ExpectedBits);

    /// <summary>
    /// In narrower registers, and in blocks of <c>Vector&lt;T&gt;</c> in one register in the place of <c>Vector512Block</c>. In 256 bits memory is
    /// watched too: the Debug build does so in 128 bits, and the suite itself in the widest registers.
    /// </summary>
    [Theory]
    [Trait("Category", "Widths")]
    [InlineData(128, "DOTNET_EnableAVX512=0", "DOTNET_MaxVectorTBitWidth=128")]
    [InlineData(256, "DOTNET_EnableAVX512=0")]
    [InlineData(512, "DOTNET_MaxVectorTBitWidth=512")]
    public Task BitsHold(int bits, params string[] settings)
    {
        Assert.SkipUnless(bits <= 128 || (bits == 256 ? Vector256.IsHardwareAccelerated : Vector512.IsHardwareAccelerated), $"This processor has no fast {bits}-bit registers.");
        return RunChildAsync(bits, settings, leastTests: 1000, ["-trait-", "Category=Widths", .. (bits == 256 ? [.. Bits, .. Memory] : Bits).SelectMany(name => (string[])["-class", name])]);
    }

    /// <summary>No fused multiply-add either, and so some fifty times slower: small shapes only.</summary>
    [Theory]
    [Trait("Category", "Widths")]
    [InlineData(128, "DOTNET_EnableAVX2=0")]
    public Task SmallShapesHaveTheSameBitsWithoutFusedMultiplyAdd(int bits, params string[] settings) =>
        RunChildAsync(bits, settings, leastTests: 200, ["-trait", "Checksums=small"]);

    /// <summary>In a child: the settings took effect.</summary>
    [Fact]
    [Trait("Checksums", "small")]
    public void RegistersAreAsWideAsTheParentSays()
    {
        Assert.SkipWhen(Expected is null, "Not a child.");
        Assert.Equal(int.Parse(Expected, CultureInfo.InvariantCulture), RegisterWidth.Bits);
    }

    private async Task RunChildAsync(int bits, string[] settings, int leastTests, string[] filter)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
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
        using var child = ChildProcess.Start(start);
        var result = await child.FinishAsync(Limit, TestContext.Current.CancellationToken).ConfigureAwait(false);
        var summary = Summary().Match(result.Output);
        var run = summary.Success ? int.Parse(summary.Groups["total"].Value, CultureInfo.InvariantCulture) - int.Parse(summary.Groups["skipped"].Value, CultureInfo.InvariantCulture) : 0;
        output.WriteLine($"{string.Join(' ', settings)}: {summary.Value}");
        Assert.True(
            result.ExitCode == 0 && run >= leastTests,
            $"{string.Join(' ', settings)}: exit code {result.ExitCode}, {run} tests\n{LeftOut().Replace(result.Output, string.Empty)}{result.Error}");
    }

    /// <summary>Tests that were left out: among hundreds of them those that failed would be lost.</summary>
    [GeneratedRegex(@"^ {4}\S.*\[SKIP\]\r?\n( {6}.*\n)*", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"Total: (?<total>\d+).*Skipped: (?<skipped>\d+).*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Summary();
}
