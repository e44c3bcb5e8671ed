using System.Diagnostics;

namespace Counterweight.Mutation;

/// <summary>A program run to its end, or to the end of its time.</summary>
internal static class Tool
{
    /// <summary>The exit code, null where time ran out and the program was ended, and what it wrote.</summary>
    public static (int? ExitCode, string Text) Run(string folder, TimeSpan limit, string settings, string file, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var setting in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            start.Environment[setting[..at]] = setting[(at + 1)..];
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (null, output.Result + errors.Result);
        }

        return (process.ExitCode, output.Result + errors.Result);
    }

    /// <summary>What a program wrote to its output that must succeed.</summary>
    public static string Require(string folder, string file, params IEnumerable<string> arguments)
    {
        var (code, text) = Run(folder, TimeSpan.FromMinutes(20), "", file, arguments);
        return code == 0 ? text : throw new MutationException($"{file} {string.Join(' ', arguments)} ended with {code}:\n{text}");
    }
}
