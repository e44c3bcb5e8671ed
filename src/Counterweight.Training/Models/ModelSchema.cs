using Counterweight.Training.Data;

namespace Counterweight.Training.Models;

/// <summary>What the features, their categories and the classes of a model are called. A file keeps it with the model. Immutable.</summary>
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
    /// <param name="classes">One name a class, or none at all.</param>
    /// <exception cref="ArgumentException">A list, an entry or a name is null; a name is no Unicode text; a feature has no categories, too many, or one twice (the message names it).</exception>
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
        Names.Check(copiedClasses, nameof(classes));
        (Features, Classes) = (Array.AsReadOnly(copied), Array.AsReadOnly(copiedClasses));
    }

    /// <summary>No names.</summary>
    public static ModelSchema None { get; } = new([], []);

    /// <summary>One entry a feature, in the order of the model's features; or none at all.</summary>
    public IReadOnlyList<FeatureSchema> Features { get; }

    /// <summary>One name a class, in the order of the model's classes; or none at all.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Whether a feature is a category.</summary>
    internal bool HasCategories => Features.Any(feature => feature.Categories is not null);

    /// <summary>The schema of the rows that a model is fitted to.</summary>
    /// <param name="data">The rows.</param>
    public static ModelSchema Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new ModelSchema(data);
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

    /// <summary>Features, then classes; from version 2 of the format on the categories of each feature.</summary>
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
    }

    /// <summary>Reads what was written.</summary>
    /// <exception cref="ArgumentException">These are no names.</exception>
    internal static ModelSchema Read(ModelReader reader)
    {
        var (names, classes) = (reader.Texts(), reader.Texts());
        return new ModelSchema([.. names.Select(name => new FeatureSchema(name, reader.Version > ModelFile.FirstVersion && reader.Flag() ? reader.Texts() : null))], classes);
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
