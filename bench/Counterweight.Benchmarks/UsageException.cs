namespace Counterweight.Benchmarks;

/// <summary>The arguments ask for what does not exist; the message is one line for standard error.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>What the process returns.</summary>
    public const int ExitCode = 2;
}
