using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Counterweight.Training.Models;

/// <summary>
/// Saves models and loads them again: the same predictions, bit for bit, on every machine. The format is versioned and
/// ends with a checksum (docs/model-format.md).
/// </summary>
public static partial class ModelFile
{
    /// <summary>
    /// The newest version of the format. It is written where the schema has metadata, version 2 where features are categories, and the
    /// first version otherwise; all are read.
    /// </summary>
    public const int Version = MetadataVersion;

    /// <summary>The version of models of numbers alone.</summary>
    internal const int FirstVersion = 1;

    /// <summary>The first version that holds categories.</summary>
    internal const int CategoryVersion = 2;

    /// <summary>The first version that holds texts of the caller's own.</summary>
    internal const int MetadataVersion = 3;

    private const int KindLength = 16;
    private const int HeaderLength = 36;
    private const int ChunkLength = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "CWMODEL\x1A"u8;

    /// <summary>Writes a model. The same model writes the same bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Written from its position on; not closed.</param>
    /// <param name="schema">Names of features, categories and classes to keep with it, see <see cref="ModelSchema.Of"/>; null: none.</param>
    /// <exception cref="ArgumentException">There are names, but not those of this model: not one for each feature or class, or numbers where the model has categories. Or the stream cannot be written.</exception>
    public static void Save(ISavedModel model, Stream destination, ModelSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Require.Writable(destination, nameof(destination));
        destination.Write(Bytes(model, schema ?? ModelSchema.None));
    }

    /// <summary>Reads a model of any kind.</summary>
    /// <param name="source">Read from its position to the end of the model.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">This is no model file, a damaged or truncated one, or one of a newer version.</exception>
    public static LoadedModel<ISavedModel> Load(Stream source)
    {
        Require.Readable(source, nameof(source));
        var header = new byte[HeaderLength];
        var length = source.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        if (length < Magic.Length || !header.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InvalidDataException("This is no model file.");
        }

        if (length < HeaderLength)
        {
            throw Truncated();
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (version is < FirstVersion or > Version)
        {
            throw new InvalidDataException(Require.Text($"The model file is of version {version} of the format; this program reads versions {FirstVersion} to {Version}."));
        }

        var payload = ReadPayload(source, header);
        var kind = header.AsSpan(12, KindLength).TrimEnd((byte)0);
        return Read(Encoding.ASCII.GetString(kind), new ModelReader(payload, version));
    }

    /// <summary>Reads a model of a known kind.</summary>
    /// <typeparam name="TModel">Its type.</typeparam>
    /// <param name="source">Read from its position to the end of the model.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">This is no model file, a damaged or truncated one, one of a newer version, or one of another kind.</exception>
    public static LoadedModel<TModel> Load<TModel>(Stream source)
        where TModel : class, ISavedModel
    {
        var loaded = Load(source);
        return loaded.Model is TModel model
            ? new LoadedModel<TModel>(model, loaded.Schema)
            : throw new InvalidDataException(Require.Text($"The file holds a model of kind '{loaded.Model.Kind}', which is no {typeof(TModel).Name}."));
    }

    private static byte[] Bytes(ISavedModel model, ModelSchema schema)
    {
        Check(model, schema, message => new ArgumentException(message, nameof(schema)));
        var version = schema.Metadata.Count > 0 ? MetadataVersion : schema.HasCategories ? CategoryVersion : model.FormatVersion;
        var payload = new ModelWriter(version);
        schema.Write(payload);
        model.Write(payload);
        var file = new ModelWriter();
        file.Raw(Magic);
        file.Integer(version);
        Span<byte> kind = stackalloc byte[KindLength];
        kind.Clear();
        Encoding.ASCII.GetBytes(model.Kind, kind);
        file.Raw(kind);
        file.Long(payload.Written.Length);
        file.Raw(payload.Written);
        return [.. file.Written, .. SHA256.HashData(file.Written)];
    }

    private static LoadedModel<ISavedModel> Read(string kind, ModelReader reader)
    {
        try
        {
            var schema = ModelSchema.Read(reader);
            var model = ModelKinds.Read(kind, reader);
            Check(model, schema, message => new InvalidDataException(message));
            ModelReader.Require(reader.IsAtEnd, "bytes are left over");
            return new LoadedModel<ISavedModel>(model, schema);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            // The checksum holds, so whoever wrote the file wrote no model.
            throw new InvalidDataException(Require.Text($"The model is inconsistent: {exception.Message}"), exception);
        }
    }

    /// <summary>Refuses names that are not those of a model.</summary>
    internal static void Check(ISavedModel model, ModelSchema schema, Func<string, Exception> error)
    {
        if (schema.Features.Count > 0 && schema.Features.Count != model.FeatureCount)
        {
            throw error(Require.Text($"schema.Features has {schema.Features.Count} elements for {model.FeatureCount} features."));
        }

        if (schema.Classes.Count > 0 && model is IClassifier classifier && schema.Classes.Count != classifier.ClassCount)
        {
            throw error(Require.Text($"schema.Classes has {schema.Classes.Count} elements for {classifier.ClassCount} classes."));
        }

        if (schema.Features.Count > 0)
        {
            model.CheckSchema(schema);
        }
    }

    // A length that is damaged asks for no more memory than the stream has bytes.
    private static byte[] ReadPayload(Stream source, byte[] header)
    {
        var length = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(28));
        if (length < 0 || length > Array.MaxLength)
        {
            throw new InvalidDataException(Require.Text($"The model file is damaged: it claims {length} bytes."));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        using var payload = new MemoryStream();
        var chunk = new byte[(int)Math.Min(length, ChunkLength)];
        while (payload.Length < length)
        {
            var wanted = (int)Math.Min(chunk.Length, length - payload.Length);
            var got = source.ReadAtLeast(chunk.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            if (got < wanted)
            {
                throw Truncated();
            }

            payload.Write(chunk, 0, got);
            hash.AppendData(chunk, 0, got);
        }

        Span<byte> stored = stackalloc byte[SHA256.HashSizeInBytes];
        if (source.ReadAtLeast(stored, stored.Length, throwOnEndOfStream: false) < stored.Length)
        {
            throw Truncated();
        }

        return hash.GetHashAndReset().AsSpan().SequenceEqual(stored) ? payload.ToArray() : throw new InvalidDataException("The model file is damaged: its checksum does not match.");
    }

    private static InvalidDataException Truncated() => new("The model file is truncated.");
}
