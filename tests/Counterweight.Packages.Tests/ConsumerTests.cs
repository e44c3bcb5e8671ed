using Counterweight.Packages.Tests.Consumer;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Packages.Tests;

/// <summary>A program outside of the solution that has the packages alone.</summary>
public sealed class ConsumerTests(PackedFeed feed)
{
    [Fact]
    public async Task ItComputesTheSameBits()
    {
        var folder = feed.CopyConsumer("consumer");
        await DotNet.BuildAsync(folder, "build", "-c", "Release", $"-p:CounterweightVersion={feed.Version}", "-o", "out");
        Same(await DotNet.RunAsync(folder, "exec", Path.Combine("out", "Consumer.dll")), RegisterWidth.Bits);
    }

    private static void Same(string output, int registerBits)
    {
        var lines = output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal($"{registerBits}", lines[0]);
        string[] expected = [.. Checksums.Lines()];
        Assert.Equal(expected, lines[^expected.Length..], StringComparer.Ordinal);
    }
}
