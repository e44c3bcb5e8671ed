using Counterweight.Features;
using Counterweight.Histograms;
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
        Assert.Throws<ArgumentOutOfRangeException>("feature", () => BinMatrix.Create(new byte[4], 2, 2).Column(2));
    }

    [Fact]
    public void ColumnsGoFromTheFirstRowToTheLast()
    {
        byte[] bins = [0, 1, 2, 3, 4, 5];
        Assert.Equal([1, 2, 3, 4], BinMatrix.Create(bins, 2, 3).Column(1).ToArray());
        Assert.Equal(3, BinMatrix.Create(bins, 2, 3).RowStride);
        Assert.Equal([2, 3], BinMatrix.Create(bins, 2, 3, FeatureLayout.FeatureMajor).Column(1).ToArray());
        Assert.Equal(1, BinMatrix.Create(bins, 2, 3, FeatureLayout.FeatureMajor).RowStride);
        Assert.Equal([], BinMatrix.Create<ushort>([], 0, 3).Column(2).ToArray());
    }

    [Fact]
    public void NoRowsAreNotAllRows()
    {
        int[] rows = [4, 2];
        int[]? none = null;
        RowSet listed = rows, empty = Array.Empty<int>(), part = rows.AsSpan(1);
        Assert.Equal((false, true, true, true), (RowSet.All.IsList, listed.IsList, empty.IsList, part.IsList));
        Assert.Equal([4, 2], listed.Rows.ToArray());
        Assert.Equal([2], part.Rows.ToArray());
        Assert.True(empty.Rows.IsEmpty);
        Assert.Throws<ArgumentNullException>("rows", () => ((RowSet)none!).IsList);
        var cells = new ClassCell[2];
        ClassHistogram.Build<byte, float>(BinMatrix.Create(new byte[2], 2, 1), [0, 1], [], [], new(cells, new(1, 1, 2), default));
        Assert.Equal([new(1, 1), new(1, 1)], cells);
        ClassHistogram.Build<byte, float>(BinMatrix.Create(new byte[2], 2, 1), [0, 1], [], [], new(cells, new(1, 1, 2), default), Array.Empty<int>());
        Assert.Equal([default, default], cells);
    }
}
