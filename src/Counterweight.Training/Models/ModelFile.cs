using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Counterweight.Training.Models;

/// <summary>
/// Saves models and loads them again: the same predictions, bit for bit, on every machine. The format is versioned and
/// ends with a checksum (docs/model-format.md).
/// </summary>
public static class ModelFile
{
    /// <summary>The version of the format that is written, and the newest that is read.</summary>
    public const int Version = 1;

    private const int KindLength = 16;
    private const int HeaderLength = 36;
    private const int ChunkLength = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "CWMODEL\x1A"u8;

    /// <summary>Writes a model. The same model writes the same bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Written from its position on; not closed.</param>
    /// <param name="names">Names of features and classes to keep with it, or null: none.</param>
    /// <exception cref="ArgumentException">There are names, but not one for each feature or class; or a list of them or a name is null, or one is no Unicode text.</exception>
    public static void Save(ISavedModel model, Stream destination, ModelNames? names = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(destination);
        names ??= ModelNames.None;
        Data.Names.Check(names.Features, "names.Features");
        Data.Names.Check(names.Classes, "names.Classes");
        Check(model, names, message => new ArgumentException(message, nameof(names)));
        var payload = new ModelWriter();
        payload.Texts(names.Features);
        payload.Texts(names.Classes);
        model.Write(payload);
        var file = new ModelWriter();
        file.Raw(Magic);
        file.Integer(Version);
        Span<byte> kind = stackalloc byte[KindLength];
        kind.Clear();
        Encoding.ASCII.GetBytes(model.Kind, kind);
        file.Raw(kind);
        file.Long(payload.Written.Length);
        file.Raw(payload.Written);
        destination.Write(file.Written);
        destination.Write(SHA256.HashData(file.Written));
    }

    /// <summary>Reads a model of any kind.</summary>
    /// <param name="source">Read from its position to the end of the model.</param>
    /// <exception cref="InvalidDataException">This is no model file, a damaged or truncated one, or one of a newer version.</exception>
    public static LoadedModel<ISavedModel> Load(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
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
        if (version != Version)
        {
            throw new InvalidDataException(Require.Text($"The model file is of version {version} of the format; this program reads version {Version}."));
        }

        var payload = ReadPayload(source, header);
        var kind = header.AsSpan(12, KindLength).TrimEnd((byte)0);
        return Read(Encoding.ASCII.GetString(kind), new ModelReader(payload));
    }

    /// <summary>Reads a model of a known kind.</summary>
    /// <typeparam name="TModel">Its type.</typeparam>
    /// <param name="source">Read from its position to the end of the model.</param>
    /// <exception cref="InvalidDataException">This is no model file, a damaged or truncated one, one of a newer version, or one of another kind.</exception>
    public static LoadedModel<TModel> Load<TModel>(Stream source)
        where TModel : class, ISavedModel
    {
        var loaded = Load(source);
        return loaded.Model is TModel model
            ? new LoadedModel<TModel>(model, loaded.Names)
            : throw new InvalidDataException(Require.Text($"The file holds a model of kind '{loaded.Model.Kind}', no {typeof(TModel).Name}."));
    }

    private static LoadedModel<ISavedModel> Read(string kind, ModelReader reader)
    {
        try
        {
            var names = new ModelNames(reader.Texts(), reader.Texts());
            var model = ModelKinds.Read(kind, reader);
            Check(model, names, message => new InvalidDataException(message));
            ModelReader.Require(reader.IsAtEnd, "bytes are left over");
            return new LoadedModel<ISavedModel>(model, names);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            // The checksum holds, so whoever wrote the file wrote no model.
            throw new InvalidDataException(Require.Text($"The model is inconsistent: {exception.Message}"), exception);
        }
    }

    private static void Check(ISavedModel model, ModelNames names, Func<string, Exception> error)
    {
        if (names.Features.Count > 0 && names.Features.Count != model.FeatureCount)
        {
            throw error(Require.Text($"names.Features has {names.Features.Count} elements for {model.FeatureCount} features."));
        }

        if (names.Classes.Count > 0 && model is IClassifier classifier && names.Classes.Count != classifier.ClassCount)
        {
            throw error(Require.Text($"names.Classes has {names.Classes.Count} elements for {classifier.ClassCount} classes."));
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
