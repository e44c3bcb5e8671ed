namespace Counterweight.Cli;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The results have nowhere to go.</summary>
    public const int OutputFailed = 1;

    /// <summary>The arguments or the input cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted: 128 + SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;
}
