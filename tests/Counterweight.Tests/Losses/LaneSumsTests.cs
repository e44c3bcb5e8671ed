using Counterweight.Tests.Blocks;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>The sums that every loop over rows makes of a work item, with every block.</summary>
public sealed class LaneSumsTests
{
    public static TheoryData<string, string> Laws => LawsOfBlocks.Of(typeof(LaneSumsLaws<,>));

    [Theory]
    [MemberData(nameof(Laws))]
    public void Holds(string block, string law) => LawsOfBlocks.Run(typeof(LaneSumsLaws<,>), block, law);
}
