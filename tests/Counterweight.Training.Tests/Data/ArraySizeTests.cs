using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>Products of sizes are exact whatever the factors, and refused from the first element too many on.</summary>
public class ArraySizeTests
{
    [Fact]
    public void AnArrayMayBeAsLongAsAnyIsAndNoLonger()
    {
        Assert.Equal(Array.MaxLength, ArraySize.Product("data", "cells", Array.MaxLength));
        Assert.Equal(Array.MaxLength, ArraySize.Product("data", "cells", 1, Array.MaxLength, 1));
        Assert.Throws<ArgumentException>("data", () => ArraySize.Product("data", "cells", Array.MaxLength + 1L));
        Assert.Equal(0, ArraySize.Product("data", "cells", 0, uint.MaxValue, uint.MaxValue));
    }

    [Theory]
    [InlineData(1L << 16, 1L << 16, 1, "65536 × 65536 × 1 = 4294967296")]
    [InlineData(1L << 31, 1L << 31, 4, "2147483648 × 2147483648 × 4 = 18446744073709551616")]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, "= 79228162458924105385300197375")]
    public void ProductsThatWrapRoundAreRefused(long one, long two, long three, string message)
    {
        var exception = Assert.Throws<ArgumentException>("data", () => ArraySize.Product("data", "cells", one, two, three));
        Assert.Contains(message + " cells", exception.Message, StringComparison.Ordinal);
    }
}
