using System.Runtime.CompilerServices;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Xunit;
using Compression = ParquetSharp.Compression;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Makes the Parquet and Arrow files among the doors; make.py there makes the others.</summary>
public class ColumnarDoors
{
    private const int Rows = 60;

    [Fact(Explicit = true)]
    public void WriteFiles()
    {
        var all = Trips(0, Rows);
        Write("types.parquet", ArrowFiles.Parquet(Compression.Zstd, all.Slice(0, 40), all.Slice(40, 20)));
        Write("types.feather", ArrowFiles.File(CompressionCodecType.Lz4Frame, all));
        Write("batches.arrows", ArrowFiles.Stream(Trips(0, 25), Trips(25, Rows - 25)));
        Write("nested.parquet", ArrowFiles.Parquet(Compression.Snappy, WithList(all)));
        Write("cut-off.parquet", ArrowFiles.Parquet(Compression.Snappy, all)[..^100]);
        Write("cut-off.feather", ArrowFiles.File(null, all)[..^400]);
    }

    private static void Write(string name, byte[] content, [CallerFilePath] string source = "") =>
        System.IO.File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "data", "doors", name), content);

    private static RecordBatch Trips(int first, int count)
    {
        var minutes = new Int32Array.Builder();
        var fare = new Decimal128Array.Builder(new Decimal128Type(8, 2));
        var shared = new BooleanArray.Builder();
        var begin = new TimestampArray.Builder(TimeUnit.Microsecond);
        var city = new StringArray.Builder();
        var label = new StringArray.Builder();
        var places = new int[count];
        foreach (var i in Enumerable.Range(first, count))
        {
            minutes.Append(5 + (i * 17 % 50));
            _ = i % 11 == 0 ? fare.AppendNull() : fare.Append((i * 37 % 101) + 0.25m);
            shared.Append(i % 3 == 0);
            begin.Append(new DateTimeOffset(2024, 1, 1 + (i % 28), i % 24, 30, 0, TimeSpan.Zero));
            city.Append(i % 2 == 0 ? "São Tomé" : "Faro");
            places[i - first] = i % 9 == 0 ? -1 : i % 3;
            label.Append(i % 5 == 0 || i % 7 == 0 ? "tip" : "none given");
        }

        return ArrowFiles.Batch(
            ("minutes", minutes.Build()),
            ("fare", fare.Build()),
            ("shared", shared.Build()),
            ("begin", begin.Build()),
            ("city", city.Build()),
            ("size", ArrowFiles.Categories(["small", "NA", "large"], places)),
            ("tip", label.Build()));
    }

    private static RecordBatch WithList(RecordBatch batch)
    {
        var stops = new ListArray.Builder(Int32Type.Default);
        for (var i = 0; i < batch.Length; i++)
        {
            ((Int32Array.Builder)stops.Append().ValueBuilder).Append(i);
        }

        return ArrowFiles.Batch([("stops", stops.Build()), .. batch.Schema.FieldsList.Select((field, place) => (field.Name, batch.Column(place)))]);
    }
}
