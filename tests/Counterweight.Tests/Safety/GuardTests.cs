using Counterweight.Core.Checks;
using Counterweight.Histograms;
using Counterweight.Losses.Rows;
using Xunit;

namespace Counterweight.Tests.Safety;

[Trait("Registers", "any")]
public sealed class GuardTests
{
    [Fact]
    public void TheEndsOfARangeAreInIt()
    {
        Guard.AtLeast(3, 3);
        Guard.AtMost(3L, 3L);
        Guard.Index(0, 1);
        Guard.Index(int.MaxValue - 1, int.MaxValue);
    }

    [Fact]
    public void NumbersOutOfRangeAreNamedWithTheirRule()
    {
        var rows = 2;
        Refused("rows is 2; it must be at least 3.", 2, () => Guard.AtLeast(rows, 3));
        Refused("rows is 2; it must be at most 1.", 2, () => Guard.AtMost(rows, 1));
        Refused("rows is 2; it must be in [0, 2).", 2, () => Guard.Index(rows, 2));
        rows = -1;
        Refused("rows is -1; it must be in [0, 2).", -1, () => Guard.Index(rows, 2));
    }

    [Fact]
    public void EntriesSpeakSo()
    {
        Assert.StartsWith("featureCount is 0; it must be at least 1.", Assert.Throws<ArgumentOutOfRangeException>("featureCount", () => new HistogramShape(0, 4, 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("feature is 2; it must be in [0, 2).", Assert.Throws<ArgumentOutOfRangeException>("feature", () => new HistogramShape(2, 4, 2).IndexOf(2, 0, 0)).Message, StringComparison.Ordinal);
        Assert.StartsWith("classCount is 16777217; it must be at most 16777216.", Assert.Throws<ArgumentOutOfRangeException>("classCount", () => LogitLayout.RowMajor((1 << 24) + 1)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, object value, Action action)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>("rows", action);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(value, error.ActualValue);
    }
}
