using System.Globalization;
using Counterweight.Cli.Reading;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

public class TimeTests
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy/MM/dd HH:mm:ss", "dd.MM.yyyy HH:mm:ss", "yyyy-MM-dd hh:mm:ss tt", "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'"];

    [Theory]
    [InlineData("2024-02-29", "2024-02-29 00:00:00")]
    [InlineData("2024/02/29", "2024-02-29 00:00:00")]
    [InlineData("2024-2-9", "2024-02-09 00:00:00")]
    [InlineData("29.02.2024", "2024-02-29 00:00:00")]
    [InlineData("29/02/2024", "2024-02-29 00:00:00")]
    [InlineData("02/29/2024", "2024-02-29 00:00:00")]
    [InlineData("29-02-2024", "2024-02-29 00:00:00")]
    [InlineData("2024-02-29T12:30", "2024-02-29 12:30:00")]
    [InlineData("2024-02-29 12:30:15", "2024-02-29 12:30:15")]
    [InlineData("2024-02-29  2:30:15.250", "2024-02-29 02:30:15.25")]
    [InlineData("2024-02-29T12:30:15Z", "2024-02-29 12:30:15")]
    [InlineData("2024-02-29T12:30:15+02:00", "2024-02-29 10:30:15")]
    [InlineData("2024-02-29 12:30:15-0330", "2024-02-29 16:00:15")]
    [InlineData("2024-02-29 23:30-01", "2024-03-01 00:30:00")]
    [InlineData("2/29/2024 12:05:00 AM", "2024-02-29 00:05:00")]
    [InlineData("2/29/2024 12:05 PM", "2024-02-29 12:05:00")]
    [InlineData("2/29/2024 1:05 pm", "2024-02-29 13:05:00")]
    [InlineData("0001-01-01", "0001-01-01 00:00:00")]
    [InlineData("9999-12-31 23:59:59", "9999-12-31 23:59:59")]
    public void ATextIsATime(string text, string expected)
    {
        var seconds = (DateTime.Parse(expected, CultureInfo.InvariantCulture) - DateTime.UnixEpoch).TotalSeconds;

        Assert.Equal([seconds], ColumnOf.Cells(text).Times());
        Assert.Equal([double.NaN], ColumnOf.Cells(text).Numbers());
    }

    [Theory]
    [InlineData("20240229")]
    [InlineData("24-02-29")]
    [InlineData("29/02/24")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("2024-00-01")]
    [InlineData("2024-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("13/13/2024")]
    [InlineData("2024.02.28")]
    [InlineData("02.29.2024")]
    [InlineData("2024-02/28")]
    [InlineData("2024-02")]
    [InlineData("2024-02-28x")]
    [InlineData("2024-02-28T")]
    [InlineData("2024-02-28 24:00")]
    [InlineData("2024-02-28 12:60")]
    [InlineData("2024-02-28 12:00:60")]
    [InlineData("2024-02-28 12:00:5")]
    [InlineData("2024-02-28 12")]
    [InlineData("2024-02-28 13:00 PM")]
    [InlineData("2024-02-28 12:00 CET")]
    [InlineData("2024-02-28 12:00+1")]
    [InlineData("2024-02-28 12:00+15:00")]
    [InlineData("12:30:00")]
    public void ATextIsNoTime(string text) => Assert.Equal([double.NaN], ColumnOf.Cells(text).Times());

    [Theory]
    [InlineData("03/04/2024 13/04/2024", "2024-04-03 2024-04-13", null)]
    [InlineData("03/04/2024 04/13/2024", "2024-03-04 2024-04-13", null)]
    [InlineData("03/04/2024 05/06/2024", "2024-03-04 2024-05-06", "'03/04/2024' is read with the month first: no date of the column tells")]
    [InlineData("03.04.2024 05.06.2024", "2024-04-03 2024-06-05", null)]
    [InlineData("03/03/2024 05/05/2024", "2024-03-03 2024-05-05", null)]
    [InlineData("13/04/2024 14/04/2024 04/15/2024", "2024-04-13 2024-04-14 ", null)]
    public void OneOrderAColumn(string cells, string expected, string? note)
    {
        var column = ColumnOf.Cells(cells.Split(' '));

        Assert.Equal(expected, string.Join(' ', column.Times().Select(time => double.IsNaN(time) ? "" : DateTime.UnixEpoch.AddSeconds(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        Assert.Equal(note, column.Note);
    }

    [Fact]
    public void DecimalCommasElsewherePutTheDayFirst() =>
        Assert.Equal("'03/04/2024' is read with the day first: no date of the column tells", TableOf.Text("a;b\n03/04/2024;1,5\n").Columns[0].Note);

    [Fact]
    public void EveryTimeComesBack() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), seconds =>
    {
        var time = DateTime.UnixEpoch.AddSeconds(seconds);
        foreach (var format in Formats)
        {
            Assert.Equal([seconds], ColumnOf.Cells(time.ToString(format, CultureInfo.InvariantCulture)).Times());
        }
    }).QuickCheckThrowOnFailure();
}
