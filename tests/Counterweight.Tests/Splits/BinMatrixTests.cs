using Counterweight.Features;
using Xunit;

namespace Counterweight.Tests.Splits;

[Trait("Registers", "any")]
public class BinMatrixTests
{
    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Contains("bins has 5 elements; 2 rows × 2 features need 4", Assert.Throws<ArgumentException>("bins", () => new BinMatrix<byte>(new byte[5], 2, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("rowCount", () => new BinMatrix<byte>([], -1, 2));
        Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => new BinMatrix<byte>([], 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => new BinMatrix<byte>(new byte[4], 2, 2, (FeatureLayout)2));
        Assert.Throws<NotSupportedException>(() => new BinMatrix<int>(new int[4], 2, 2));
    }
}
