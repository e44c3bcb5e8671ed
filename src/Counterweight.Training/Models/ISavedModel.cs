namespace Counterweight.Training.Models;

/// <summary>A fitted model that <see cref="ModelFile"/> saves and loads. All models of this package implement it.</summary>
public interface ISavedModel
{
    /// <summary>Number of features a row must have.</summary>
    int FeatureCount { get; }

    /// <summary>What tells this kind of model from others: at most sixteen letters, digits and hyphens of ASCII.</summary>
    internal string Kind { get; }

    /// <summary>The least version of the format that holds this model.</summary>
    internal int FormatVersion => ModelFile.FirstVersion;

    /// <summary>Refuses names that are not of this model: numbers where it has categories, or other categories.</summary>
    /// <param name="schema">An entry for each feature.</param>
    /// <exception cref="ArgumentException">They are not (the message names the feature).</exception>
    internal void CheckSchema(ModelSchema schema)
    {
    }

    /// <summary>Writes all that <see cref="IModelReader{TSelf}.Read"/> needs. The same model writes the same bytes.</summary>
    internal void Write(ModelWriter writer);
}
