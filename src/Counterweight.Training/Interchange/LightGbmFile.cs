using Counterweight.Training.Boosting;
using Counterweight.Training.Models;

namespace Counterweight.Training.Interchange;

/// <summary>
/// Models of trees in the text format of LightGBM, version v4: LightGBM and whatever reads its files predict with them, and models that
/// LightGBM trained predict here.
/// </summary>
/// <remarks>
/// <para>
/// What LightGBM calls raw scores is the same to the bit both ways: <see cref="GradientBoostingModel.PredictScores"/> of boosting, and the
/// probabilities of trees and forests, whose file has a tree for each tree and class and no objective. Probabilities of boosting differ in their last
/// digits, as e^x does. Thresholds of ±∞, which part missing values from all others, become the greatest finite numbers: they hold for all values but −1.797e308.
/// </para>
/// <para>
/// LightGBM takes numbers within 1e-35 of 0 for 0, and a category that is no integer for the integer below, this package for an unknown one. A category code above all that a model's splits
/// and names know goes where a missing value goes.
/// </para>
/// <para>Source: G. Ke et al., LightGBM: A Highly Efficient Gradient Boosting Decision Tree, NIPS 2017; the format is that of its <c>Tree::ToString</c>, release 4.</para>
/// </remarks>
public static class LightGbmFile
{
    /// <summary>Writes a model: boosting, with its prior correction or another; a decision tree, or a forest. The same model writes the same bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Written from its position on, as UTF-8; not closed.</param>
    /// <param name="schema">Names of features to keep with it, in which what JSON or a space would end becomes an underscore; null: Column_0, Column_1, …</param>
    /// <exception cref="ArgumentException">A model of another kind, a prior correction that leaves a class no probability, names that are not those of this model, or a stream that cannot be written.</exception>
    public static void Save(ISavedModel model, Stream destination, ModelSchema? schema = null)
    {
        Require.Writable(destination, nameof(destination));
        Writer(model, schema).Write(destination);
    }

    /// <summary>The same to a file, all of it or nothing: to a temporary file beside it first, which then takes its name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file. Its folder must be there.</param>
    /// <param name="schema">Names of features to keep with it, in which what JSON or a space would end becomes an underscore; null: Column_0, Column_1, …</param>
    /// <exception cref="ArgumentException">A model of another kind, a prior correction that leaves a class no probability, or names that are not those of this model.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written, or it is a folder itself.</exception>
    public static void Save(ISavedModel model, string path, ModelSchema? schema = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, Writer(model, schema).Write);
    }

    /// <summary>Reads a classifier: objective <c>binary</c> or <c>multiclass</c>.</summary>
    /// <param name="source">Read to its end.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    public static LoadedModel<GradientBoostingClassifier> LoadClassifier(Stream source)
    {
        var (model, schema, objective) = Read(source);
        return objective switch
        {
            ["binary", "sigmoid:1"] => new(new GradientBoostingClassifier(model, 2), schema),
            ["multiclass", ..] when model.OutputCount > 1 => new(new GradientBoostingClassifier(model, model.OutputCount), schema),
            _ => throw new InvalidDataException(Require.Text($"The objective is '{string.Join(' ', objective)}'; a classifier's is 'binary sigmoid:1' or 'multiclass'. LoadScores reads any.")),
        };
    }

    /// <summary>Reads a classifier from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static LoadedModel<GradientBoostingClassifier> LoadClassifier(string path) => ModelFile.Read(path, LoadClassifier);

    /// <summary>Reads a model of any objective: its raw scores.</summary>
    /// <param name="source">Read to its end.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    public static LoadedModel<GradientBoostingModel> LoadScores(Stream source)
    {
        var (model, schema, _) = Read(source);
        return new(model, schema);
    }

    /// <summary>Reads a model of any objective from a file: its raw scores.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static LoadedModel<GradientBoostingModel> LoadScores(string path) => ModelFile.Read(path, LoadScores);

    private static LightGbmWriter Writer(ISavedModel model, ModelSchema? schema)
    {
        ArgumentNullException.ThrowIfNull(model);
        schema ??= ModelSchema.None;
        ModelFile.Check(model, schema, message => new ArgumentException(message, nameof(schema)));
        return new(LightGbmEnsemble.Of(model), schema);
    }

    private static (GradientBoostingModel Model, ModelSchema Schema, string[] Objective) Read(Stream source)
    {
        Require.Readable(source, nameof(source));
        using var text = new StreamReader(source, leaveOpen: true);
        return new LightGbmReader(text).Read();
    }
}
