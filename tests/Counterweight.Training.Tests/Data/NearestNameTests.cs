using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>The name that was probably meant.</summary>
public class NearestNameTests
{
    [Theory]
    [InlineData("colour", "color", "color", "odour")]
    [InlineData("Policy Type", "policy_type", "policytypes", "policy_type")]
    [InlineData("amuont", "amount", "count", "amount")]
    [InlineData("aeg", "age", "age")]
    [InlineData("abcdefghi", "abcxyzghi", "abcxyzghi")]
    [InlineData("abcdefgh", null, "abcxyzgh")]
    [InlineData("abcdefghijklmnop", null, "abcdWXYZijklmnop")]
    [InlineData("ab", null, "ac", "a", "b", "")]
    [InlineData("ab", "AB", "ac", "AB")]
    [InlineData("abc", "abd", "abd", "abe")]
    [InlineData("", null, "a")]
    [InlineData("***", null, "a", "+++")]
    [InlineData("income", null)]
    public void IsOneOfFewOtherLetters(string name, string? nearest, params string[] names) => Assert.Equal(nearest, new NearestName(names).To(name));

    [Fact]
    public void LongNamesAreComparedAsAWholeAlone()
    {
        var name = new string('a', 1_000_000);
        Assert.Null(new NearestName([name + "b"]).To(name));
        Assert.Equal(name + " ", new NearestName([name + " "]).To(name));
    }
}
