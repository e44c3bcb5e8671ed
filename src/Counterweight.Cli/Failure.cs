using Counterweight.Cli.Columns;
using Counterweight.Cli.Csv;

namespace Counterweight.Cli;

/// <summary>What the command says at its end where something is wrong.</summary>
internal static class Failure
{
    // EPIPE of Linux and macOS, and what Windows says: the pipe is broken, or is being closed.
    private static readonly int[] ClosedPipes = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    /// <summary>Prints a message.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Session session, string message, int exitCode)
    {
        try
        {
            session.Error.WriteLine($"counterweight: {message}");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody listens.
        }

        return exitCode;
    }

    /// <summary>Whether output failed since nobody reads it any more, as behind <c>| head -1</c>.</summary>
    public static bool IsClosedPipe(IOException error) => ClosedPipes.Contains(error.HResult);

    /// <summary>That memory is exhausted, and how much there was.</summary>
    public static string DescribeMemory(OutOfMemoryException error) =>
        $"out of memory: {MemoryEstimate.Size(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)} are not enough for this file and its models ({CsvPlace.WithoutBreaks(error.Message)})";
}
