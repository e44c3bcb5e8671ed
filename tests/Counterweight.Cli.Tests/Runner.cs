using System.Globalization;
using System.Text;
using Counterweight.Processes;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>Runs the command, in this process or as one of its own.</summary>
internal static class Runner
{
    /// <summary>The command's assembly.</summary>
    public static string Program => typeof(CommandLine).Assembly.Location;

    public static string DataFile(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    public static RunResult Run(params string[] arguments) => RunUntil(TestContext.Current.CancellationToken, arguments);

    public static RunResult RunUntil(CancellationToken cancellation, params string[] arguments)
    {
        using var bytes = new MemoryStream();
        using var output = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = CommandLine.Run(arguments, new Session(output, error, Progress: null, Width: null, cancellation) { Bytes = bytes });
        output.Flush();
        return new RunResult(exitCode, Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    /// <summary>The command as a process of its own.</summary>
    public static ChildProcess Start(params string[] arguments) => StartIn([], arguments);

    /// <param name="environment">Variables to set, or to remove where they are null.</param>
    /// <param name="arguments">Arguments of the command.</param>
    public static ChildProcess StartIn(IEnumerable<(string Name, string? Value)> environment, params string[] arguments) =>
        ChildProcess.StartProgram(Program, arguments, environment);

    public static Task<RunResult> FinishAsync(ChildProcess process) =>
        process.FinishAsync(ChildProcess.CommandLimit, TestContext.Current.CancellationToken);
}
