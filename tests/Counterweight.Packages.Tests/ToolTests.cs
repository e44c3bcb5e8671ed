using Xunit;

namespace Counterweight.Packages.Tests;

/// <summary>The command, installed as a tool.</summary>
public sealed class ToolTests(PackedFeed feed)
{
    [Fact]
    public async Task ItIsInstalledAndRuns()
    {
        var folder = Path.Combine(feed.Root, "tool");
        await DotNet.RunAsync(feed.Root, "tool", "install", "Counterweight.Cli", "--version", feed.Version, "--tool-path", folder, "--configfile", Path.Combine(feed.Root, "nuget.config"));
        var command = Path.Combine(folder, OperatingSystem.IsWindows() ? "counterweight.exe" : "counterweight");

        var help = await DotNet.ProgramAsync(command, folder, "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("counterweight [command] [options]", help.Output, StringComparison.Ordinal);

        var glass = Path.Combine(AppContext.BaseDirectory, "data", "glass.csv");
        var compared = await DotNet.ProgramAsync(command, folder, "compare", glass, "--label", "type", "--model", "logistic", "--model", "tree");
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
        Assert.Contains("logistic regression, balanced", compared.Output, StringComparison.Ordinal);
        Assert.Contains("decision tree, balanced", compared.Output, StringComparison.Ordinal);
    }
}
