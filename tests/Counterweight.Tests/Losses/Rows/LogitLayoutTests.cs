using Counterweight.Losses.Rows;
using Xunit;

namespace Counterweight.Tests.Losses.Rows;

/// <summary>Layouts say what they are and compare by it.</summary>
[Trait("Registers", "any")]
public sealed class LogitLayoutTests
{
    [Fact]
    public void SayWhatTheyAre()
    {
        Assert.Equal((5, 0, false), Parts(LogitLayout.RowMajor(5)));
        Assert.Equal((5, 8, false), Parts(LogitLayout.RowMajor(5, 8)));
        Assert.Equal((5, 0, true), Parts(LogitLayout.ClassMajor(5)));
        Assert.Equal((5, 3, true), Parts(LogitLayout.ClassMajor(5, 3)));

        static (int ClassCount, int Stride, bool IsClassMajor) Parts(LogitLayout layout) => (layout.ClassCount, layout.Stride, layout.IsClassMajor);
    }

    [Fact]
    public void CompareByTheirParts()
    {
        LogitLayout[] layouts = [default, LogitLayout.RowMajor(5), LogitLayout.RowMajor(6), LogitLayout.RowMajor(5, 6), LogitLayout.ClassMajor(5), LogitLayout.ClassMajor(5, 6)];
        foreach (var left in layouts)
        {
            Assert.Single(layouts, right => left == right);
            Assert.Single(layouts, right => left.Equals((object)right));
            Assert.Single(layouts, right => !(left != right));
            Assert.False(left.Equals(new object()));
        }

        Assert.Equal(LogitLayout.ClassMajor(5, 6).GetHashCode(), LogitLayout.ClassMajor(5, 6).GetHashCode());
    }
}
