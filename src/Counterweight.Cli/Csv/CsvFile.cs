using System.IO.Compression;

namespace Counterweight.Cli.Csv;

/// <summary>Opens CSV text, compressed or not.</summary>
internal static class CsvFile
{
    public static CsvDataset Load(string path, string label, IReadOnlyCollection<string> ignored, CancellationToken cancellation)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, label, ignored, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException(Directory.Exists(path) ? $"{path}: is a directory" : $"{path}: may not be read", e);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{path}: the compressed data is damaged", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{path}: {CsvPlace.WithoutBreaks(e.Message)}", e);
        }
    }

    public static CsvDataset LoadShuttle(CancellationToken cancellation)
    {
        using var resource = typeof(CsvFile).Assembly.GetManifestResourceStream("shuttle.csv.gz")!;
        return Read(resource, "shuttle.csv.gz", "state", [], cancellation);
    }

    private static CsvDataset Read(Stream stream, string source, string label, IReadOnlyCollection<string> ignored, CancellationToken cancellation)
    {
        using var bytes = new BufferedStream(stream);
        var isGzip = IsGzip(bytes);
        if (!isGzip && source.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            throw new InputException($"{source}: is named .gz and is no gzip file");
        }

        using var content = isGzip ? new GZipStream(bytes, CompressionMode.Decompress) : (Stream)bytes;
        return new CsvDatasetReader(content, source, label, ignored).Read(cancellation);
    }

    private static bool IsGzip(BufferedStream stream)
    {
        var isGzip = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Position = 0;
        return isGzip;
    }
}
