using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Training;
using Counterweight.Training.Models;

namespace Counterweight.ML.Saving;

/// <summary>A model file as text, which a column hands from step to step without copying it. A text is read once, whatever the number of cursors.</summary>
internal static class ModelText
{
    /// <summary>The name of the feature column, among the texts that a file keeps with a model.</summary>
    private const string FeatureColumn = "Counterweight.ML.Features";

    private static readonly ConditionalWeakTable<object, SavedClassifier> Read = [];

    /// <summary>Writes a model and the names that are kept with it.</summary>
    public static string Of(SavedClassifier saved)
    {
        using var file = new MemoryStream();
        ModelFile.Save((ISavedModel)saved.Classifier, file, saved.Schema.WithMetadata([new(FeatureColumn, saved.FeatureColumn)]));
        var text = Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
        Read.Add(text, saved);
        return text;
    }

    /// <summary>The model of a text.</summary>
    public static SavedClassifier Parse(ReadOnlyMemory<char> text) => Read.GetValue(Owner(text), _ => ParseNew(text.Span));

    private static object Owner(ReadOnlyMemory<char> text) => MemoryMarshal.TryGetString(text, out var owner, out _, out _) ? owner
        : MemoryMarshal.TryGetArray(text, out var array) && array.Array is { } characters ? characters
        : text.ToString();

    private static SavedClassifier ParseNew(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
        {
            throw new InvalidDataException("The pipeline holds no model of Counterweight.");
        }

        using var file = new MemoryStream(bytes, 0, length);
        var loaded = ModelFile.Load(file);
        return loaded.Model is IProbabilisticClassifier classifier
            ? new(classifier, loaded.Schema, loaded.Schema.FindMetadata(FeatureColumn) ?? "Features")
            : throw new InvalidDataException(Refuse.Text($"The pipeline holds a {loaded.Model.GetType().Name}, which is no classifier."));
    }
}

/// <summary>A classifier with what a pipeline needs to know of it.</summary>
/// <param name="Classifier">The classifier.</param>
/// <param name="Schema">Its features, their categories and its classes.</param>
/// <param name="FeatureColumn">The column of its features, for messages.</param>
internal sealed record SavedClassifier(IProbabilisticClassifier Classifier, ModelSchema Schema, string FeatureColumn);
