namespace Counterweight.Processes;

/// <summary>What a run of a program printed and returned.</summary>
internal sealed record RunResult(int ExitCode, string Output, string Error)
{
    public string[] OutputLines => Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
