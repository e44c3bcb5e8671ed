using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Packages.Tests;

/// <summary>Commands of the SDK, which leave no process behind.</summary>
internal static class DotNet
{
    // Of the SDK that runs these tests: they would mislead the one that is started.
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly", "DOTNET_TieredCompilation"];

    // Builds take longer than what the other tests start, and share the machine with them.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>What was built beside these tests.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Where packages are unpacked: not among the user's own, and kept from run to run.</summary>
    public static string PackageCache { get; } = Path.Combine(AppContext.BaseDirectory, "packages");

    /// <summary>Runs a command of MSBuild, which must succeed.</summary>
    public static Task<string> BuildAsync(string folder, params IEnumerable<string> arguments) =>
        RunAsync(folder, [.. arguments, "--nologo", "-v:quiet", "-nodeReuse:false", "-maxCpuCount:1", "-p:UseSharedCompilation=false"]);

    /// <summary>Runs a command, which must succeed. Where the network or the linker that it needs is missing, the test is skipped.</summary>
    public static async Task<string> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        var result = await ProgramAsync(ChildProcess.Host, folder, arguments).ConfigureAwait(false);
        Assert.SkipWhen(result.ExitCode != 0 && result.Output.Contains("NU1301", StringComparison.Ordinal), "No source of packages can be reached.");
        Assert.SkipWhen(result.ExitCode != 0 && result.Output.Contains("Platform linker", StringComparison.Ordinal), "Compiling ahead of time needs a linker, of clang, gcc or Visual C++.");
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    /// <summary>Runs a program.</summary>
    public static async Task<RunResult> ProgramAsync(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach (var name in Inherited)
        {
            start.Environment.Remove(name);
        }

        start.Environment["NUGET_PACKAGES"] = PackageCache;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using var process = ChildProcess.Start(start);
        return await process.FinishAsync(Limit, TestContext.Current.CancellationToken).ConfigureAwait(false);
    }
}
