using Counterweight.Training.Data;

namespace Counterweight.Training.Models;

/// <summary>What the features, their categories and the classes of a model are called, and texts of the caller's own. A file keeps it with the model. Immutable.</summary>
public sealed class ModelSchema
{
    private ModelSchema(Dataset data)
    {
        var features = new FeatureSchema[data.FeatureCount];
        for (var feature = 0; feature < features.Length; feature++)
        {
            features[feature] = new FeatureSchema(data.FeatureNames[feature], data.Categories[feature]);
        }

        (Features, Classes) = (Array.AsReadOnly(features), data.ClassNames);
    }

    /// <summary>A schema of given names, which are copied.</summary>
    /// <param name="features">One entry a feature, or none at all.</param>
    /// <param name="classes">One name a class, no name twice, or none at all.</param>
    /// <exception cref="ArgumentException">A list, an entry or a name is null; a name is no Unicode text; two classes have one name; a feature has no categories, too many, or one twice (the message names it).</exception>
    public ModelSchema(IReadOnlyList<FeatureSchema> features, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(classes);
        FeatureSchema[] copied = [.. features];
        for (var feature = 0; feature < copied.Length; feature++)
        {
            copied[feature] = Checked(copied[feature], feature, nameof(features));
        }

        string[] copiedClasses = [.. classes];
        Names.CheckDistinct(copiedClasses, nameof(classes));
        (Features, Classes) = (Array.AsReadOnly(copied), Array.AsReadOnly(copiedClasses));
    }

    /// <summary>No names.</summary>
    public static ModelSchema None { get; } = new([], []);

    /// <summary>One entry a feature, in the order of the model's features; or none at all.</summary>
    public IReadOnlyList<FeatureSchema> Features { get; }

    /// <summary>One name a class, in the order of the model's classes; or none at all.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Texts of the caller's own, in the order in which they were given; mostly none.</summary>
    public IReadOnlyList<MetadataProperty> Metadata { get; private init; } = [];

    /// <summary>Whether a feature is a category.</summary>
    internal bool HasCategories => Features.Any(feature => feature.Categories is not null);

    /// <summary>The schema of the rows that a model is fitted to.</summary>
    /// <param name="data">The rows.</param>
    public static ModelSchema Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ModelSchema(data);
    }

    /// <summary>The same names with other texts of the caller's own beside them.</summary>
    /// <param name="metadata">The texts in their order, which are copied; empty: none. Programs that do not know a name leave it alone.</param>
    /// <exception cref="ArgumentException">The list or an entry is null; a name is empty or there twice; a name or a text is null or no Unicode text (the message names it).</exception>
    public ModelSchema WithMetadata(IReadOnlyList<MetadataProperty> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        MetadataProperty[] copied = [.. metadata];
        var names = new HashSet<string>(copied.Length, StringComparer.Ordinal);
        for (var i = 0; i < copied.Length; i++)
        {
            if (Fault(copied[i], names) is { } fault)
            {
                throw Require.Misfit($"{nameof(metadata)}[{i}]{fault}", nameof(metadata));
            }
        }

        return new ModelSchema(Features, Classes) { Metadata = Array.AsReadOnly(copied) };
    }

    /// <summary>Refuses a schema of another model: not one name for each feature or class, numbers where it has categories, or other categories.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">It is one (the message says how).</exception>
    public void ThrowIfNotOf(ISavedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelFile.Check(model, this, message => new ArgumentException(message, nameof(model)));
    }

    /// <summary>The text of the caller's own that has a name; null where there is none.</summary>
    /// <param name="name">The name, letter by letter.</param>
    public string? FindMetadata(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Metadata.FirstOrDefault(property => string.Equals(property.Name, name, StringComparison.Ordinal))?.Text;
    }

    /// <summary>
    /// Rows as the model knows them: its features, found by their names whatever their order, and the categories by theirs. Columns
    /// that the model does not know are left out. A category that it does not know becomes a missing value.
    /// </summary>
    /// <remarks>
    /// Labels are those of the model too: its classes come first, in their order, and classes that it does not know follow. Targets and
    /// weights stay. Predictions need no labels. Where nothing is to be moved, the values are shared.
    /// </remarks>
    /// <param name="data">The rows.</param>
    /// <exception cref="ArgumentException">A feature of the model is not among the columns, or is there twice; it has numbers where the model has categories, or the other way round. The message names all such features, and a column of nearly the same name where there is one.</exception>
    /// <exception cref="InvalidOperationException">The schema names no features.</exception>
    public Dataset Map(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Features.Count == 0)
        {
            throw new InvalidOperationException("The schema names no features to map by.");
        }

        return new SchemaMap(this, data).Apply(nameof(data));
    }

    /// <summary>Features, then classes; from version 2 of the format on the categories of each feature, from version 3 on the texts of the caller's own.</summary>
    internal void Write(ModelWriter writer)
    {
        writer.Texts([.. Features.Select(feature => feature.Name)]);
        writer.Texts(Classes);
        for (var feature = 0; writer.Version > ModelFile.FirstVersion && feature < Features.Count; feature++)
        {
            writer.Flag(Features[feature].Categories is not null);
            if (Features[feature].Categories is { } categories)
            {
                writer.Texts(categories);
            }
        }

        if (writer.Version >= ModelFile.MetadataVersion)
        {
            writer.Texts([.. Metadata.SelectMany(property => (string[])[property.Name, property.Text])]);
        }
    }

    /// <summary>Reads what was written.</summary>
    /// <exception cref="ArgumentException">These are no names.</exception>
    internal static ModelSchema Read(ModelReader reader)
    {
        var (names, classes) = (reader.Texts(), reader.Texts());
        var schema = new ModelSchema([.. names.Select(name => new FeatureSchema(name, reader.Version > ModelFile.FirstVersion && reader.Flag() ? reader.Texts() : null))], classes);
        return reader.Version < ModelFile.MetadataVersion ? schema : schema.WithMetadata(ReadMetadata(reader));
    }

    private static MetadataProperty[] ReadMetadata(ModelReader reader)
    {
        var texts = reader.Texts();
        ModelReader.Require(texts.Length % 2 == 0, "a name of the metadata has no text");
        return [.. texts.Chunk(2).Select(pair => new MetadataProperty(pair[0], pair[1]))];
    }

    // What stands behind the place of the entry in a message; null where nothing is wrong.
    private static string? Fault(MetadataProperty? property, HashSet<string> names)
    {
        if (property is null)
        {
            return " is null.";
        }

        if (Names.Fault(property.Name) is { } name)
        {
            return Require.Text($".Name {name}");
        }

        if (property.Name.Length == 0 || !names.Add(property.Name))
        {
            return property.Name.Length == 0 ? ".Name is empty." : Require.Text($".Name is '{property.Name}', as that of an earlier entry is; names must differ.");
        }

        return Names.Fault(property.Text) is { } text ? Require.Text($".Text {text}") : null;
    }

    private static FeatureSchema Checked(FeatureSchema feature, int index, string parameter)
    {
        var text = Require.Text($"{parameter}[{index}]");
        if (feature is null)
        {
            throw Require.Misfit($"{text} is null.", parameter);
        }

        if (Names.Fault(feature.Name) is { } fault)
        {
            throw Require.Misfit($"{text}.Name {fault}", parameter);
        }

        return feature.Categories is { } categories
            ? feature with { Categories = CategoryNames.Copy(categories, Require.Text($"{text}.Categories"), feature.Name, parameter) }
            : feature;
    }
}
