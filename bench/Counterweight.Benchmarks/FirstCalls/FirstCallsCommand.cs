using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Counterweight.Benchmarks.FirstCalls;

/// <summary><c>first-calls</c>: how long calls take before the runtime has compiled them in full, by its settings.</summary>
internal static class FirstCallsCommand
{
    // The program itself has settings, which the environment overrides.
    private static readonly (string Name, (string Variable, string Value)[] Changes)[] Settings =
    [
        ("as the runtime comes", []),
        ("TieredPGO false", [("DOTNET_TieredPGO", "0")]),
        ("TieredCompilationQuickJitForLoops false", [("DOTNET_TC_QuickJitForLoops", "0")]),
        ("TieredCompilationQuickJit false", [("DOTNET_TC_QuickJit", "0")]),
        ("TieredCompilation false", [("DOTNET_TieredCompilation", "0")]),
    ];

    private static readonly (string Variable, string Value)[] AsItComes = [("DOTNET_TieredCompilation", "1"), ("DOTNET_TC_QuickJit", "1"), ("DOTNET_TieredPGO", "1")];

    public static Command Create()
    {
        var name = new Option<string?>("--work") { Description = $"Time one work in this very process: {string.Join(", ", FirstCallWorks.Names)}. Four numbers are printed.", HelpName = "NAME" };
        var command = new Command("first-calls", """
            Times the calls of some works from the start of a process on, each in a process of its own with some settings of the runtime:
            the first two, those at full speed, and how long it takes until then. In milliseconds.
            """) { name };
        command.SetAction(parsed => parsed.GetValue(name) is { } work ? TimeHere(work) : TimeAll());
        return command;
    }

    private static int TimeHere(string work)
    {
        var times = FirstCallWorks.Time(work);
        Console.Out.WriteLine(string.Join(' ', ((double[])[times.First, times.Second, times.Full, times.UntilFull]).Select(time => time.ToString("R", CultureInfo.InvariantCulture))));
        return 0;
    }

    private static int TimeAll()
    {
        Output.WriteLines(Machine.Lines);
        var table = new Table().Border(TableBorder.Simple).AddColumns("work", "setting");
        foreach (var heading in (string[])["first call", "second", "full speed", "until full speed"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var work in FirstCallWorks.Names)
        {
            foreach (var (setting, changes) in Settings)
            {
                table.AddRow([work, setting, .. TimeInProcess(work, [.. AsItComes, .. changes]).Select(time => time.ToString(time < 10 ? "F2" : "F0", CultureInfo.InvariantCulture))]);
            }
        }

        Output.Write(table);
        return 0;
    }

    private static double[] TimeInProcess(string work, (string Variable, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };

        // Where the host of all programs runs this one, it is told which.
        if (string.Equals(Path.GetFileNameWithoutExtension(start.FileName), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(FirstCallsCommand).Assembly.Location);
        }

        foreach (var argument in (string[])["first-calls", "--work", work])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start) ?? throw new UsageException("No process can be started.");
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            : throw new UsageException($"Timing {work} ended with exit code {process.ExitCode}.");
    }
}
