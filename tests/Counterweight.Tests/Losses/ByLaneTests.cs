using Counterweight.Tests.Blocks;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Loops that work lane by lane, with every block.</summary>
public sealed class ByLaneTests
{
    public static TheoryData<string, string> Laws => LawsOfBlocks.Of(typeof(ByLaneLaws<,>));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Holds(string block, string law) => LawsOfBlocks.Run(typeof(ByLaneLaws<,>), block, law);
}
