namespace Counterweight.Benchmarks.Tests;

/// <summary>What a run of the program printed and returned.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
