using System.Diagnostics;
using System.Text;

namespace Counterweight.Processes;

/// <summary>
/// A process that a test starts, its output kept. One that takes too long, or whose test has ended, is killed with
/// the processes that it has started.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Tens of times what any command of the tests takes, since other work may share the machine.</summary>
    public static readonly TimeSpan CommandLimit = TimeSpan.FromMinutes(3);

    // Of the pipes of a process that is gone: others may hold them open.
    private static readonly TimeSpan ReadLimit = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly Task readers;

    private ChildProcess(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = Process.Start(start)!;
        readers = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, error));
    }

    /// <summary>The host of .NET that runs this program, or the one in the path.</summary>
    public static string Host { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet");

    public int Id => process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !process.HasExited;

    /// <summary>What processors have spent on it so far, which other work on the machine does not shorten as it does waiting.</summary>
    public TimeSpan ProcessorTime => process.TotalProcessorTime;

    private string Name => string.Join(' ', process.StartInfo.ArgumentList.Prepend(process.StartInfo.FileName));

    public StreamWriter Input => process.StandardInput;

    public static ChildProcess Start(ProcessStartInfo start) => new(start);

    /// <summary>Starts a program of .NET by the host that runs this one.</summary>
    /// <param name="program">Its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, or to remove where they are null.</param>
    public static ChildProcess StartProgram(string program, IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        var start = new ProcessStartInfo(Host, ["exec", program, .. arguments]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Start(start);
    }

    /// <summary>Closes the input and waits for the end.</summary>
    /// <exception cref="TimeoutException">It took too long; the message holds what it had printed.</exception>
    public async Task<RunResult> FinishAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(limit);
        try
        {
            // A process that has ended reads no more.
            Input.Close();
        }
        catch (IOException)
        {
        }

        try
        {
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            Kill();
            await ReadRestAsync().ConfigureAwait(false);
            throw new TimeoutException(
                $"{Name} did not end within {limit}. It printed:{Environment.NewLine}{Text(output)}{Environment.NewLine}and as errors:{Environment.NewLine}{Text(error)}",
                e);
        }

        await ReadRestAsync().ConfigureAwait(false);
        return new RunResult(process.ExitCode, Text(output), Text(error));
    }

    /// <summary>Waits for the end with the input open.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(CommandLimit);
        await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer.AsMemory()).ConfigureAwait(false)) > 0)
        {
            lock (text)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    private async Task ReadRestAsync()
    {
        try
        {
            await readers.WaitAsync(ReadLimit).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }

    private void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
