using System.Buffers.Binary;
using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Models;

/// <summary>Reads model files.</summary>
internal static class ModelInput
{
    /// <summary>Bytes that tell a model file.</summary>
    public const int HeadLength = 8;

    private const int VersionPlace = 8;
    private const int KindPlace = 12;
    private const int KindLength = 16;

    /// <summary>Whether a file is one of a model, by its first bytes.</summary>
    public static bool IsModel(ReadOnlySpan<byte> head) => head.StartsWith("CWMODEL\u001A"u8);

    /// <summary>Reads a model.</summary>
    /// <param name="path">A path, or - for standard input.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">There is no model.</exception>
    public static TrainedModel Load(string path, CancellationToken cancellation)
    {
        var source = InputFile.Name(path);
        return InputFile.Guard(source, () =>
        {
            using var stream = InputFile.Open(path, cancellation);
            return Read(stream, source);
        });
    }

    /// <summary>Reads a model from a stream that holds nothing else.</summary>
    /// <exception cref="InputException">There is no model.</exception>
    public static TrainedModel Read(Stream stream, string source)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = 0;
        try
        {
            var loaded = ModelFile.Load(content);
            if (content.Position < content.Length)
            {
                throw new InvalidDataException("bytes follow the model");
            }

            var table = ModelMetadata.ReadTable(loaded.Schema);
            var facts = ModelMetadata.ReadFacts(loaded.Schema, TrainedModel.ClassesOf(loaded.Model, loaded.Schema));
            if (facts?.FalseAlarmCost is not null && table.Cost is null)
            {
                throw new InvalidDataException("it decides by a column of costs and does not say which");
            }

            var header = content.GetBuffer().AsSpan(0, KindPlace + KindLength);
            return new(
                source,
                content.Length,
                BinaryPrimitives.ReadInt32LittleEndian(header[VersionPlace..]),
                Encoding.ASCII.GetString(header[KindPlace..].TrimEnd((byte)0)),
                loaded.Model,
                loaded.Schema,
                table,
                facts);
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{source}: {FilePlace.WithoutBreaks(e.Message.TrimEnd('.'))}", e);
        }
    }
}
