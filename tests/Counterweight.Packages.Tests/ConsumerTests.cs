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

    /// <summary>Warnings of the trimmer are errors. By hand, since the compiler below has the same warnings.</summary>
    [Fact(Explicit = true)]
    public Task ItRunsTrimmed() => Publish("trimmed", RegisterWidth.Bits, "-p:PublishTrimmed=true");

    /// <summary>Warnings of the compiler are errors.</summary>
    [Fact]
    public Task ItRunsCompiledAheadOfTime() => Publish("native", LeastBits, "-p:PublishAot=true");

    /// <summary>By hand, since it takes as long as the one above and differs in the width of registers alone.</summary>
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
