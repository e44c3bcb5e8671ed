using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using ParquetSharp;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Writes columns as Parquet and as Arrow.</summary>
internal static class ArrowFiles
{
    public static RecordBatch Batch(params (string Name, IArrowArray Array)[] columns) => new(
        new Schema([.. columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true))], []),
        columns.Select(column => column.Array),
        columns[0].Array.Length);

    public static byte[] Stream(params RecordBatch[] batches)
    {
        using var bytes = new MemoryStream();
        using (var writer = new ArrowStreamWriter(bytes, batches[0].Schema, leaveOpen: true))
        {
            System.Array.ForEach(batches, writer.WriteRecordBatch);
            writer.WriteEnd();
        }

        return bytes.ToArray();
    }

    public static byte[] File(CompressionCodecType? compression, params RecordBatch[] batches)
    {
        using var bytes = new MemoryStream();
        var options = new IpcOptions { CompressionCodec = compression, CompressionCodecFactory = new CompressionCodecFactory() };
        using (var writer = new ArrowFileWriter(bytes, batches[0].Schema, leaveOpen: true, options))
        {
            System.Array.ForEach(batches, writer.WriteRecordBatch);
            writer.WriteEnd();
        }

        return bytes.ToArray();
    }

    /// <summary>Each batch a row group.</summary>
    public static byte[] Parquet(Compression compression, params RecordBatch[] batches)
    {
        using var bytes = new MemoryStream();
        using var properties = new WriterPropertiesBuilder().Compression(compression).Build();
        using var arrowProperties = new ParquetSharp.Arrow.ArrowWriterPropertiesBuilder().StoreSchema().Build();
        using (var writer = new ParquetSharp.Arrow.FileWriter(bytes, batches[0].Schema, properties, arrowProperties, leaveOpen: true))
        {
            System.Array.ForEach(batches, batch => writer.WriteRecordBatch(batch));
            writer.Close();
        }

        return bytes.ToArray();
    }

    /// <summary>Categories with their places; −1 is missing.</summary>
    public static DictionaryArray Categories(string[] categories, params int[] places)
    {
        var indices = new Int8Array.Builder();
        foreach (var place in places)
        {
            _ = place < 0 ? indices.AppendNull() : indices.Append((sbyte)place);
        }

        return new DictionaryArray(new DictionaryType(Int8Type.Default, StringType.Default, ordered: false), indices.Build(), new StringArray.Builder().AppendRange(categories).Build());
    }
}
