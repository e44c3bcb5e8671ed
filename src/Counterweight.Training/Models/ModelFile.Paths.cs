namespace Counterweight.Training.Models;

/// <content>Models in files of a name.</content>
public static partial class ModelFile
{
    /// <summary>
    /// Writes a model to a file, all of it or nothing: to a temporary file beside it first, which then takes its name. Until then
    /// a file of that name stays as it is. Where writing fails, no temporary file is left.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file. Its folder must be there. Of a symbolic link it is the file linked to.</param>
    /// <param name="schema">Names of features, categories and classes to keep with it, see <see cref="ModelSchema.Of"/>; null: none.</param>
    /// <exception cref="ArgumentException">There are names, but not those of this model.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written, or it is a folder itself.</exception>
    public static void Save(ISavedModel model, string path, ModelSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Bytes(model, schema ?? ModelSchema.None);
        WholeFile.Write(path, file => file.Write(bytes));
    }

    /// <summary>Reads a model of any kind from a file, which must hold nothing else.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">This is no model file, a damaged or truncated one, or one of a newer version.</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static LoadedModel<ISavedModel> Load(string path)
    {
        using var source = Open(path);
        var loaded = Load(source);
        CheckEnd(source);
        return loaded;
    }

    /// <summary>Reads a model of a known kind from a file, which must hold nothing else.</summary>
    /// <typeparam name="TModel">Its type.</typeparam>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">This is no model file, a damaged or truncated one, one of a newer version, or one of another kind.</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static LoadedModel<TModel> Load<TModel>(string path)
        where TModel : class, ISavedModel
    {
        using var source = Open(path);
        var loaded = Load<TModel>(source);
        CheckEnd(source);
        return loaded;
    }

    /// <summary>Reads a file of any format.</summary>
    internal static T Read<T>(string path, Func<Stream, T> read)
    {
        using var source = Open(path);
        return read(source);
    }

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.OpenRead(path);
    }

    private static void CheckEnd(FileStream source)
    {
        if (source.ReadByte() >= 0)
        {
            throw new InvalidDataException("The model file is damaged: bytes follow the model.");
        }
    }
}
