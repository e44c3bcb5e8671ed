namespace Counterweight.Cli.Tests;

/// <summary>What a run of the command printed and returned.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error);
