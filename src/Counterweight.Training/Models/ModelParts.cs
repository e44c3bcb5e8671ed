namespace Counterweight.Training.Models;

/// <summary>Models inside a model: each is the text of its kind, then itself.</summary>
internal static class ModelParts
{
    /// <summary>Most models of which each is inside the one before: so that no file asks for more of the stack than there is.</summary>
    private const int DeepestPart = 8;

    /// <summary>The least version of the format that holds some classifiers.</summary>
    public static int FormatVersion(IEnumerable<IProbabilisticClassifier> parts) =>
        parts.OfType<ISavedModel>().Select(part => part.FormatVersion).Append(ModelFile.FirstVersion).Max();

    /// <summary>Refuses names that are not of the parts.</summary>
    public static void CheckSchema(IEnumerable<IProbabilisticClassifier> parts, ModelSchema schema)
    {
        foreach (var part in parts.OfType<ISavedModel>())
        {
            part.CheckSchema(schema);
        }
    }

    /// <summary>Writes a part.</summary>
    /// <param name="part">The classifier.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="name">What the part is called.</param>
    /// <exception cref="ArgumentException">It cannot be saved, or is too deep.</exception>
    public static void Write(IProbabilisticClassifier part, ModelWriter writer, string name)
    {
        if (part is not ISavedModel saved)
        {
            throw Require.Misfit($"{name} is a {part.GetType().Name}; only models of this library can be saved.", "model");
        }

        if (++writer.Depth > DeepestPart)
        {
            throw Require.Misfit($"{name} is {writer.Depth} models deep; at most {DeepestPart} can be saved inside each other.", "model");
        }

        writer.Text(saved.Kind);
        saved.Write(writer);
        writer.Depth--;
    }

    /// <summary>Reads a part.</summary>
    /// <exception cref="InvalidDataException">It makes no classifier, or is too deep.</exception>
    public static IProbabilisticClassifier Read(ModelReader reader)
    {
        ModelReader.Require(++reader.Depth <= DeepestPart, Require.Text($"at most {DeepestPart} models are inside each other"));
        var kind = reader.Text();
        var part = ModelKinds.Read(kind, reader) as IProbabilisticClassifier;
        reader.Depth--;
        return part ?? throw new InvalidDataException(Require.Text($"The model holds a part of kind '{kind}', which is no classifier."));
    }
}
