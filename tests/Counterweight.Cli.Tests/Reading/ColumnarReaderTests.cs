using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Xunit;
using Compression = ParquetSharp.Compression;

namespace Counterweight.Cli.Tests.Reading;

public class ColumnarReaderTests
{
    private static readonly Dictionary<string, Func<RecordBatch[], byte[]>> Formats = new(StringComparer.Ordinal)
    {
        ["Arrow stream"] = ArrowFiles.Stream,
        ["Arrow"] = batches => ArrowFiles.File(null, batches),
        ["Arrow lz4"] = batches => ArrowFiles.File(CompressionCodecType.Lz4Frame, batches),
        ["Arrow zstd"] = batches => ArrowFiles.File(CompressionCodecType.Zstd, batches),
        ["Parquet"] = batches => ArrowFiles.Parquet(Compression.Uncompressed, batches),
        ["Parquet snappy"] = batches => ArrowFiles.Parquet(Compression.Snappy, batches),
        ["Parquet zstd"] = batches => ArrowFiles.Parquet(Compression.Zstd, batches),
        ["Parquet gzip"] = batches => ArrowFiles.Parquet(Compression.Gzip, batches),
    };

    public static TheoryData<string> Names => [.. Formats.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPrimitiveTypeIsReadFromPipesAndFiles(string format)
    {
        var bytes = Formats[format]([Primitives(), Primitives()]);
        using var file = new TemporaryFile(bytes, ".bin");
        foreach (var table in (RawTable[])[RawTables.Read(bytes), TableReader.Read(file.Path, new ReadingOptions(), null, TestContext.Current.CancellationToken)])
        {
            Assert.StartsWith(table.Format, format, StringComparison.Ordinal);
            Assert.Equal(6, table.RowCount);
            Assert.Empty(table.Problems);
            foreach (var column in table.Columns.Where(column => column.Name.StartsWith('n')))
            {
                Assert.Equal((column.Name, "3 - 4 3 - 4"), (column.Name, string.Join(' ', column.Numbers().Select(value => double.IsNaN(value) ? "-" : value.ToString(CultureInfo.InvariantCulture)))));
            }

            foreach (var column in table.Columns.Where(column => column.Name.StartsWith('t')))
            {
                Assert.Equal((column.Name, "86400 - 172800 86400 - 172800"), (column.Name, string.Join(' ', column.Times().Select(value => double.IsNaN(value) ? "-" : value.ToString(CultureInfo.InvariantCulture)))));
            }

            Assert.Equal("true - false true - false", Cells(table, "bool"));
            Assert.Equal("größe - x y größe - x y", Cells(table, "words"));
            Assert.Equal("größe - x größe - x", Cells(table, "binary"));
            Assert.Equal([5, 2], [table.Columns[0].Texts[1].FirstLine + 3, table.Columns[0].Texts[1].FirstLine]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DictionariesAreCategoriesInTheirOrder(string format)
    {
        var first = ArrowFiles.Batch(("a", ArrowFiles.Categories(["NA", "2", "unused", "1"], 3, -1, 0, 1)));
        var table = RawTables.Read(Formats[format]([first]));

        Assert.Equal("1 - NA 2", table.Cells(0));
        Assert.All(table.Columns[0].Texts, text => Assert.False(text.IsNumber));
        Assert.Equal(["NA", "2", "unused", "1"], table.Columns[0].Categories);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NestedColumnsAreNamedAndTheOthersRead(string format)
    {
        var list = new ListArray.Builder(Int32Type.Default);
        ((Int32Array.Builder)list.Append().ValueBuilder).Append(1).Append(2);
        list.AppendNull();
        var number = new Int32Array.Builder().Append(7).Append(8).Build();
        var structure = new StructArray(new StructType([new Field("x", Int32Type.Default, nullable: true)]), 2, [number], ArrowBuffer.Empty);
        var table = RawTables.Read(Formats[format]([ArrowFiles.Batch(("items", list.Build()), ("s", structure), ("a", number))]));

        Assert.Equal("items|s|a", table.Names());
        Assert.Equal(("holds lists, which are not read", RawColumnKind.Texts), (table.Columns[0].Unreadable, table.Columns[0].Kind));
        Assert.Equal(("holds structures, which are not read", RawColumnKind.Texts), (table.Columns[1].Unreadable, table.Columns[1].Kind));
        Assert.Equal([7, 8], table.Columns[2].Numbers());
    }

    /// <summary>Two labels that a double cannot tell apart.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void GreatWholeNumbersStayDistinct(string format)
    {
        var table = RawTables.Read(Formats[format]([ArrowFiles.Batch(("id", new Int64Array.Builder().Append(9007199254740993).Append(9007199254740992).Append(-9007199254740993).Build()), ("u", new UInt64Array.Builder().Append(ulong.MaxValue).Append(ulong.MaxValue - 1).Append(1).Build()))]));

        Assert.Equal("9007199254740993 9007199254740992 -9007199254740993", table.Cells(0));
        Assert.Equal("18446744073709551615 18446744073709551614 1", table.Cells(1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BytesThatAreNoTextMakeAColumnUnreadable(string format)
    {
        var table = RawTables.Read(Formats[format]([ArrowFiles.Batch(("b", new BinaryArray.Builder().Append([0xE9, 0x41]).Append([0x41]).Build()))]));

        Assert.Equal("holds bytes that are no text", table.Columns[0].Unreadable);
        Assert.Equal(2, table.Columns[0].RowCount);
    }

    /// <summary>Cut or changed anywhere, a file is an error of one line or, where a value was hit, still a table.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void DamagedFilesAreOneLine(string format)
    {
        var whole = Formats[format]([Primitives()]);
        var random = new Random(5);
        for (var trial = 0; trial < 60; trial++)
        {
            var damaged = trial < 30 ? whole[..(8 + ((whole.Length - 16) * trial / 30))] : [.. whole];
            for (var hit = 0; hit < (trial < 30 ? 0 : 8); hit++)
            {
                damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                RawTables.Read(damaged);
            }
            catch (InputException e)
            {
                Assert.StartsWith("f: ", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Theory]
    [InlineData("Parquet")]
    [InlineData("Arrow")]
    [InlineData("Arrow stream")]
    public void ATruncatedFileIsAnError(string format)
    {
        var whole = Formats[format]([Primitives()]);

        Assert.Contains("is damaged", RawTables.Error(whole[..(whole.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void NoTypeOfAnotherLanguageIsNamed()
    {
        var error = RawTables.Error([.. "PAR1"u8, .. new byte[300], .. "PAR1"u8]);

        Assert.Contains("is damaged", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.DoesNotContain("message:", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ManyRowsAreReadInBatches(string format)
    {
        const int Rows = 40_000;
        var builder = new DoubleArray.Builder();
        for (var row = 0; row < Rows; row++)
        {
            builder.Append(row + 0.5);
        }

        var batch = ArrowFiles.Batch(("a", builder.Build()));
        var table = RawTables.Read(Formats[format]([batch, batch]), atOnce: 1 << 20);

        Assert.Equal((2 * Rows, RawColumnKind.Numbers), (table.RowCount, table.Columns[0].Kind));
        Assert.Equal(Enumerable.Range(0, 2 * Rows).Select(row => (row % Rows) + 0.5), table.Columns[0].Numbers());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RowsAreCountedThroughAllBatches(string format)
    {
        var first = ArrowFiles.Batch(("a", new StringArray.Builder().Append("x").Append("y").Build()));
        var second = ArrowFiles.Batch(("a", new StringArray.Builder().Append("x").Append("z").Build()));

        Assert.Equal([("x", 1L), ("y", 2), ("z", 4)], RawTables.Read(Formats[format]([first, second])).Columns[0].Texts.Select(text => (text.Text, text.FirstLine)));
    }

    /// <summary>Ids that pandas kept as categories.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ADictionaryOfVeryManyTextsIsAColumnOfTexts(string format)
    {
        const int Count = 70_000;
        var indices = new Int32Array.Builder();
        var texts = new StringArray.Builder();
        for (var i = 0; i < Count; i++)
        {
            indices.Append(Count - 1 - i);
            texts.Append(FormattableString.Invariant($"id {i}"));
        }

        var ids = new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), indices.Build(), texts.Build());
        var column = RawTables.Read(Formats[format]([ArrowFiles.Batch(("id", ids))]), atOnce: 1 << 20).Columns[0];

        Assert.Equal((RawColumnKind.Texts, Count), (column.Kind, column.RowCount));
        Assert.Null(column.Categories);
    }

    /// <summary>Two columns: one of categories, and one of numbers that were kept as a dictionary.</summary>
    [Fact]
    public void PlacesInADictionaryAreOfEveryWholeType()
    {
        IArrowArray[] all =
        [
            new Int8Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new Int16Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new Int32Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new Int64Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new UInt8Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new UInt16Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new UInt32Array.Builder().Append(1).AppendNull().Append(0).Build(),
            new UInt64Array.Builder().Append(1).AppendNull().Append(0).Build(),
        ];
        foreach (var places in all)
        {
            var texts = new DictionaryArray(new DictionaryType(places.Data.DataType, StringType.Default, ordered: false), places, new StringArray.Builder().Append("x").Append("y").Build());
            var numbers = new DictionaryArray(new DictionaryType(places.Data.DataType, DoubleType.Default, ordered: false), places, new DoubleArray.Builder().Append(1.5).Append(2.5).Build());
            var table = RawTables.Read(ArrowFiles.Stream(ArrowFiles.Batch(("a", texts), ("b", numbers))));

            Assert.Equal((places.Data.DataType.Name, "y - x"), (places.Data.DataType.Name, table.Cells(0)));
            Assert.Equal([2.5, double.NaN, 1.5], table.Columns[1].Numbers());
        }
    }

    /// <summary>A dictionary of each batch: places mean other categories.</summary>
    [Fact]
    public void DictionariesMayChangeFromBatchToBatch()
    {
        var table = RawTables.Read(ArrowFiles.Parquet(
            Compression.Snappy,
            ArrowFiles.Batch(("a", ArrowFiles.Categories(["x", "y"], 0, 1, 1))),
            ArrowFiles.Batch(("a", ArrowFiles.Categories(["z", "x"], 0, 1, -1)))));

        Assert.Equal("x y y z x -", table.Cells(0));
        Assert.Equal("x y z", string.Join(' ', table.Columns[0].Categories!.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoRowsAreATableWithoutRows(string format)
    {
        var table = RawTables.Read(Formats[format]([ArrowFiles.Batch(("a", new Int32Array.Builder().Build()), ("b", new StringArray.Builder().Build()))]));

        Assert.Equal((0, "a|b"), (table.RowCount, table.Names()));
        Assert.All(table.Columns, column => Assert.Equal(0, column.RowCount));
    }

    [Fact]
    public void TheIndexOfPandasHasNoName()
    {
        var number = new Int32Array.Builder().Append(7).Build();

        Assert.Equal([true, false], RawTables.Read(ArrowFiles.Stream(ArrowFiles.Batch(("a", number), ("__index_level_0__", number)))).Columns.Select(column => column.IsNamed));
    }

    private static string Cells(RawTable table, string column) => table.Cells(table.Columns.Index().Single(each => string.Equals(each.Item.Name, column, StringComparison.Ordinal)).Index);

    private static RecordBatch Primitives()
    {
        var day = new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero);
        return ArrowFiles.Batch(
            ("n8", new Int8Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("n16", new Int16Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("n32", new Int32Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("n64", new Int64Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("nu8", new UInt8Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("nu16", new UInt16Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("nu32", new UInt32Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("nu64", new UInt64Array.Builder().Append(3).AppendNull().Append(4).Build()),
            ("nf", new FloatArray.Builder().Append(3).Append(float.NaN).Append(4).Build()),
            ("nd", new DoubleArray.Builder().Append(3).AppendNull().Append(4).Build()),
            ("nh", new HalfFloatArray.Builder().Append((Half)3).AppendNull().Append((Half)4).Build()),
            ("ndecimal", new Decimal128Array.Builder(new Decimal128Type(20, 2)).Append(3.00m).AppendNull().Append(4.00m).Build()),
            ("ndecimal256", new Decimal256Array.Builder(new Decimal256Type(40, 3)).Append(3.000m).AppendNull().Append(4.000m).Build()),
            ("ntime32", new Time32Array.Builder(new Time32Type(TimeUnit.Millisecond)).Append(3000).AppendNull().Append(4000).Build()),
            ("ntime64", new Time64Array.Builder(new Time64Type(TimeUnit.Microsecond)).Append(3_000_000).AppendNull().Append(4_000_000).Build()),
            ("tdate32", new Date32Array.Builder().Append(day.DateTime).AppendNull().Append(day.DateTime.AddDays(1)).Build()),
            ("tdate64", new Date64Array.Builder().Append(day.DateTime).AppendNull().Append(day.DateTime.AddDays(1)).Build()),
            ("tms", new TimestampArray.Builder(TimeUnit.Millisecond).Append(day).AppendNull().Append(day.AddDays(1)).Build()),
            ("tus", new TimestampArray.Builder(TimeUnit.Microsecond).Append(day).AppendNull().Append(day.AddDays(1)).Build()),
            ("tns", new TimestampArray.Builder(TimeUnit.Nanosecond).Append(day).AppendNull().Append(day.AddDays(1)).Build()),
            ("bool", new BooleanArray.Builder().Append(true).AppendNull().Append(false).Build()),
            ("words", new StringArray.Builder().Append("größe").AppendNull().Append("x y").Build()),
            ("binary", new BinaryArray.Builder().Append("größe"u8).AppendNull().Append("x"u8).Build()));
    }
}
