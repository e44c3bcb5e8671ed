using Counterweight.Cli.Columns;
using Counterweight.Cli.Output;

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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody listens.
        }

        return exitCode;
    }

    /// <summary>Refuses the arguments or the input; programs that read the output are told there too.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(Session session, string message, bool asJson)
    {
        try
        {
            if (asJson)
            {
                JsonOutput.Write(session.Output, json => JsonOutput.WriteError(json, message));
                session.Output.Flush();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // What is wrong with the input matters more.
        }

        return Tell(session, message, ExitCode.BadInput);
    }

    /// <summary>Whether output failed since nobody reads it any more, as behind <c>| head -1</c>.</summary>
    public static bool IsClosedPipe(IOException error) => ClosedPipes.Contains(error.HResult);

    /// <summary>That memory is exhausted, and how much there was.</summary>
    public static string DescribeMemory(string wanted) => $"out of memory: {wanted}; there are {MemoryEstimate.Size(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)}";

    /// <summary>Does what takes memory, and says in one line what it was where there is not enough.</summary>
    /// <param name="source">The file.</param>
    /// <param name="wanted">What the memory is for.</param>
    /// <param name="work">What takes it.</param>
    /// <exception cref="InputException">There is not enough.</exception>
    public static T GuardMemory<T>(string source, string wanted, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OutOfMemoryException e)
        {
            throw new InputException($"{source}: {DescribeMemory(wanted)}", e);
        }
    }
}
