using Counterweight.Packages.Tests.Consumer;
using Xunit;

namespace Counterweight.Packages.Tests;

/// <summary>A program outside of the solution that has the packages alone. It computes what this process does, to the bit, however it is compiled.</summary>
public sealed class ConsumerTests(PackedFeed feed)
{
    // What compiles ahead of time for any processor of its kind knows no wider ones.
    private const int LeastBits = 128;

    [Fact]
    public async Task ItRuns()
    {
        var folder = feed.CopyConsumer("built");
        await DotNet.BuildAsync(folder, ["build", .. Options, "-o", "out"]);
        Same(RegisterWidth.Bits, await DotNet.RunAsync(folder, "exec", Path.Combine("out", "Consumer.dll")));
    }

    /// <summary>Warnings of the trimmer are errors; analyzers of every build look for most of them. By hand, as what follows: each takes a minute.</summary>
    [Fact(Explicit = true)]
    public Task ItRunsTrimmed() => Publish("trimmed", RegisterWidth.Bits, "-p:PublishTrimmed=true");

    /// <summary>Warnings of the compiler are errors.</summary>
    [Fact(Explicit = true)]
    public Task ItRunsCompiledAheadOfTime() => Publish("native", LeastBits, "-p:PublishAot=true");

    /// <summary>The same at another width of registers.</summary>
    [Fact(Explicit = true)]
    public Task ItRunsCompiledAheadOfTimeForThisProcessor() => Publish("own", RegisterWidth.Bits, "-p:PublishAot=true", "-p:IlcInstructionSet=native");

    private string[] Options => ["-c", "Release", $"-p:CounterweightVersion={feed.Version}"];

    private async Task Publish(string name, int registerBits, params string[] options)
    {
        var folder = feed.CopyConsumer(name);
        await DotNet.BuildAsync(folder, ["publish", "--use-current-runtime", .. Options, .. options, "-o", "out"]).ConfigureAwait(false);
        var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");
        var result = await DotNet.ProgramAsync(program, folder).ConfigureAwait(false);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Same(registerBits, result.Output);
    }

    private static void Same(int registerBits, string output)
    {
        var lines = output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal($"{registerBits}", lines[0]);
        string[] expected = [.. Checksums.Lines()];
        Assert.Equal(expected, lines[^expected.Length..], StringComparer.Ordinal);
    }
}
