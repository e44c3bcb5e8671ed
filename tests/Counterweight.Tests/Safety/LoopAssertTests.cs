using Xunit;

namespace Counterweight.Tests.Safety;

/// <summary>Every loop of the kernels says in Debug builds what it takes for granted.</summary>
[Trait("Registers", "any")]
public sealed class LoopAssertTests
{
    [Fact]
    public void EveryLoopHasAnAssertion()
    {
        var loops = SourceTree.Files("src/Counterweight").Where(IsLoop).ToArray();
        Assert.True(loops.Length > 20);
        Assert.All(loops, file => Assert.True(HasAssertion(File.ReadAllText(Path.Combine(SourceTree.Root, file))), file));
    }

    [Theory]
    [InlineData("    Debug.Assert(true);", true)]
    [InlineData("DebugChecks.Aligned(at);", true)]
    [InlineData("// Debug.Assert is missing here", false)]
    public void TheReaderSeesThem(string text, bool isThere) => Assert.Equal(isThere, HasAssertion(text));

    private static bool IsLoop(string file) => file.EndsWith("Loop.cs", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith('I');

    private static bool HasAssertion(string text) => text.Split('\n').Select(line => line.Trim())
        .Any(line => line.StartsWith("Debug.Assert(", StringComparison.Ordinal) || line.StartsWith("DebugChecks.", StringComparison.Ordinal));
}
