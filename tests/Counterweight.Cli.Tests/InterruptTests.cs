using System.Diagnostics;
using System.Globalization;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>SIGINT. Processes inherit that it is ignored, as behind <c>nohup</c> or in the background of a script.</summary>
public class InterruptTests
{
    // Far into its work and far from its end.
    private static readonly TimeSpan WellUnderWay = TimeSpan.FromSeconds(1);

    private static readonly RunResult Cancelled = new(130, "", "counterweight: cancelled" + Environment.NewLine);

    [Fact]
    public async Task InterruptIsOneLineAndExitCode130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        string[] command = [ChildProcess.Host, "exec", Runner.Program, "--seeds", "1000"];
        if (IsIgnored(Environment.ProcessId))
        {
            Assert.SkipUnless(await CanRestoreAsync(), "SIGINT is ignored here and so by every child, and env has no --default-signal: run the tests in the foreground.");
            command = ["env", "--default-signal=INT", .. command];
        }

        using var process = ChildProcess.Start(new ProcessStartInfo(command[0], command[1..]));
        await InterruptAsync(process);

        Assert.Equal(Cancelled, await Runner.FinishAsync(process));
    }

    /// <summary>A pipe that sends nothing is waited for, and Ctrl-C ends the wait.</summary>
    [Theory]
    [InlineData("inspect", "")]
    [InlineData("compare", "a,y\n1,p\n2,q\n")]
    public async Task InterruptEndsTheWaitForAPipe(string name, string sent)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        string[] command = [ChildProcess.Host, "exec", Runner.Program, name, "-", "--label", "y"];
        if (IsIgnored(Environment.ProcessId))
        {
            Assert.SkipUnless(await CanRestoreAsync(), "SIGINT is ignored here and so by every child, and env has no --default-signal: run the tests in the foreground.");
            command = ["env", "--default-signal=INT", .. command];
        }

        using var process = ChildProcess.Start(new ProcessStartInfo(command[0], command[1..]));
        await process.Input.WriteAsync(sent.AsMemory(), TestContext.Current.CancellationToken);
        await process.Input.FlushAsync(TestContext.Current.CancellationToken);

        // It waits without the processor's time: by the clock, then.
        await Task.Delay(WellUnderWay, TestContext.Current.CancellationToken);
        await KillAsync(process);
        await process.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Cancelled, await Runner.FinishAsync(process));
    }

    [Fact]
    public async Task AnInterruptedPredictionLeavesTheFileAsItWas()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        using var folder = new TemporaryFolder();
        var train = folder.Write("train.csv", Tables.Rows("a,y", 50, row => $"{row * 7 % 31},{(row % 3 == 0 ? "p" : "q")}"));
        Assert.Equal(0, Runner.Run("train", train, "--label", "y", "--model", "tree", "--output", folder["a.model"]).ExitCode);
        var output = folder.Write("out.csv", "as before");
        string[] command = [ChildProcess.Host, "exec", Runner.Program, "predict", "-", "--model", folder["a.model"], "--output", output];
        if (IsIgnored(Environment.ProcessId))
        {
            Assert.SkipUnless(await CanRestoreAsync(), "SIGINT is ignored here and so by every child, and env has no --default-signal: run the tests in the foreground.");
            command = ["env", "--default-signal=INT", .. command];
        }

        using var process = ChildProcess.Start(new ProcessStartInfo(command[0], command[1..]));
        await process.Input.WriteAsync("a\n1\n2\n".AsMemory(), TestContext.Current.CancellationToken);
        await process.Input.FlushAsync(TestContext.Current.CancellationToken);
        await Task.Delay(WellUnderWay, TestContext.Current.CancellationToken);
        await KillAsync(process);
        await process.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Cancelled, await Runner.FinishAsync(process));
        Assert.Equal("as before", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
        Assert.Equal(["a.model", "out.csv", "train.csv"], folder.Names());
    }

    [Fact]
    public async Task InterruptIsIgnoredWhereTheParentSaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What is ignored is read from /proc.");
        using var process = ChildProcess.Start(new ProcessStartInfo(
            "sh", ["-c", "trap '' INT; exec \"$@\"", "sh", ChildProcess.Host, "exec", Runner.Program, "compare", Runner.DataFile("glass.csv"), "--label", "type", "--json", "--seeds", "4"]));
        await InterruptAsync(process);
        Assert.True(IsIgnored(process.Id));
        var result = await Runner.FinishAsync(process);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith("}", result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    private static async Task InterruptAsync(ChildProcess process)
    {
        var waited = Stopwatch.StartNew();
        while (process.IsRunning && process.ProcessorTime < WellUnderWay && waited.Elapsed < ChildProcess.CommandLimit)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken).ConfigureAwait(false);
        }

        await KillAsync(process).ConfigureAwait(false);
    }

    private static async Task KillAsync(ChildProcess process)
    {
        Assert.True(process.IsRunning, "It has ended before the signal.");
        using var kill = ChildProcess.Start(new ProcessStartInfo("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]));
        Assert.Equal(new RunResult(0, "", ""), await Runner.FinishAsync(kill).ConfigureAwait(false));
    }

    private static async Task<bool> CanRestoreAsync()
    {
        using var process = ChildProcess.Start(new ProcessStartInfo("env", ["--default-signal=INT", "true"]));
        return (await Runner.FinishAsync(process).ConfigureAwait(false)).ExitCode == 0;
    }

    private static bool IsIgnored(int process)
    {
        const string Field = "SigIgn:";
        const ulong Interrupt = 1 << (2 - 1);
        var status = $"/proc/{process}/status";
        return OperatingSystem.IsLinux()
            && (ulong.Parse(File.ReadLines(status).Single(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & Interrupt) != 0;
    }
}
