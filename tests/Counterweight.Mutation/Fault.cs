using System.Security.Cryptography;
using System.Text;

namespace Counterweight.Mutation;

/// <summary>An edit of one source file that makes the library wrong, or merely different where a survivor is explained.</summary>
/// <param name="Name">What goes wrong, in a few words; unique.</param>
/// <param name="File">Name of the file, without folders, since files may move; with its folder where another has the name: <c>Counterweight.Cli/Program.cs</c>.</param>
/// <param name="Find">Text that occurs once in the file.</param>
/// <param name="Replace">What stands there instead.</param>
/// <param name="Tests">A test project and classes of it that should find the fault: <c>Counterweight.Tests: *.SplitSearchTests</c>.</param>
internal sealed record Fault(string Name, string File, string Find, string Replace, string Tests)
{
    /// <summary>Why no test can find it, where none can.</summary>
    public string? Explanation { get; init; }

    /// <summary>Settings of the runtime, NAME=VALUE apart by blanks, under which alone the code runs, such as those of narrower registers.</summary>
    public string Settings { get; init; } = "";

    /// <summary>The test project's name.</summary>
    public string TestProject => Tests.Split(':')[0].Trim();

    /// <summary>Patterns of test classes.</summary>
    public IReadOnlyList<string> TestClasses => Tests.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Changes with the edit, so that a recorded result of another edit is not taken for this one's.</summary>
    public string Edit => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{File}\0{Find}\0{Replace}")))[..8];

    /// <summary>The file with the fault.</summary>
    public string Plant(string source)
    {
        var at = source.IndexOf(Find, StringComparison.Ordinal);
        return string.Concat(source.AsSpan(0, at), Replace, source.AsSpan(at + Find.Length));
    }
}
