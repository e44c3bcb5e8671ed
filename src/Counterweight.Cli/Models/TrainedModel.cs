using Counterweight.Training;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Models;

/// <summary>A model as a file holds it.</summary>
/// <param name="Source">The file's name.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Version">The version of its format.</param>
/// <param name="Kind">What kind of model it is, as the file says.</param>
/// <param name="Model">The model.</param>
/// <param name="Schema">Names of features, categories and classes.</param>
/// <param name="Table">How columns become features.</param>
/// <param name="Facts">How it was trained and how it decides; null where the file does not say.</param>
internal sealed record TrainedModel(string Source, long Length, int Version, string Kind, ISavedModel Model, ModelSchema Schema, TableSchema Table, ModelFacts? Facts)
{
    /// <summary>The classes in the model's order; by their number where the file does not name them. None of a model of numbers.</summary>
    public IReadOnlyList<string> Classes { get; } = ClassesOf(Model, Schema);

    /// <summary>The model of classes.</summary>
    /// <exception cref="InputException">It predicts numbers, or its features have no names.</exception>
    public IProbabilisticClassifier Classifier => Model is not IProbabilisticClassifier classifier
        ? throw new InputException($"{Source}: predicts a number and not a class ({Kind}); such a model is used from C#")
        : Schema.Features.Count == 0
            ? throw new InputException($"{Source}: does not name its features; save it with ModelSchema.Of(data)")
            : classifier;

    /// <summary>The classes of a model.</summary>
    public static IReadOnlyList<string> ClassesOf(ISavedModel model, ModelSchema schema) => model is not IClassifier classifier ? []
        : schema.Classes.Count > 0 ? schema.Classes
        : [.. Enumerable.Range(0, classifier.ClassCount).Select(label => FormattableString.Invariant($"{label}"))];
}
