using Xunit;

namespace Counterweight.Tests.Blocks;

/// <summary>Every operation of every block against its scalar definition, lane by lane.</summary>
public sealed class BlockTests
{
    public static TheoryData<string, string> Laws => LawsOfBlocks.Of(typeof(BlockLaws<,>));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Holds(string block, string law) => LawsOfBlocks.Run(typeof(BlockLaws<,>), block, law);
}
