using System.Text.Json;
using Counterweight.Training.Boosting;
using Counterweight.Training.Models;

namespace Counterweight.Training.Interchange;

/// <summary>Models that XGBoost trained and saved as JSON (<c>Booster.save_model("model.json")</c>): they predict here as they do there.</summary>
/// <remarks>
/// <para>
/// Every row falls into the leaves that XGBoost puts it into, also a row of doubles, which XGBoost rounds to floats first. XGBoost adds floats, this
/// package doubles: with T trees of a score its two sums differ by at most (T + 2) · 2⁻²³ · (|start| + Σ |value of a leaf|), and three times as much with dart.
/// </para>
/// <para>
/// Boosters gbtree and dart are read, with missing values, categories, <c>num_parallel_tree</c> and several classes, as releases from 1.0 on write them (checked against 1.7.4, and
/// by its sources 3.1); not gblinear, nor trees of several targets. All trees count: to stop at <c>best_iteration</c>, predict scores of its first rounds, one for each of <c>num_parallel_tree</c> trees.
/// A category that is no integer goes where an unknown one goes; XGBoost cuts its fraction off.
/// </para>
/// <para>
/// <see cref="GradientBoostingModel.Statistics"/> are those of the file, not divided by a weight: gains are loss_changes and Hessians sum_hessian, fractions of the weight are those
/// of the Hessian, and no rows are told.
/// </para>
/// <para>Source: T. Chen, C. Guestrin, XGBoost: A Scalable Tree Boosting System, KDD 2016; the format is that of XGBoost's doc/model.schema.</para>
/// </remarks>
public static class XGBoostFile
{
    /// <summary>Reads a classifier: objective <c>binary:logistic</c>, <c>binary:logitraw</c>, <c>reg:logistic</c>, <c>multi:softprob</c> or <c>multi:softmax</c>.</summary>
    /// <param name="source">Read to its end.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    public static LoadedModel<GradientBoostingClassifier> LoadClassifier(Stream source)
    {
        var (model, schema, objective) = Read(source);
        return new(new GradientBoostingClassifier(model, objective.ClassCount(model.OutputCount)), schema);
    }

    /// <summary>Reads a classifier from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static LoadedModel<GradientBoostingClassifier> LoadClassifier(string path) => ModelFile.Read(path, LoadClassifier);

    /// <summary>Reads the raw scores of a model, what XGBoost calls margins. Objectives of regression and ranking that release 1.7 has are read too.</summary>
    /// <param name="source">Read to its end.</param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    public static LoadedModel<GradientBoostingModel> LoadScores(Stream source)
    {
        var (model, schema, _) = Read(source);
        return new(model, schema);
    }

    /// <summary>Reads the raw scores of a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">This is no such file or a damaged one, or it holds what this package cannot do (the message names it).</exception>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or it is a folder.</exception>
    public static LoadedModel<GradientBoostingModel> LoadScores(string path) => ModelFile.Read(path, LoadScores);

    private static (GradientBoostingModel Model, ModelSchema Schema, XGBoostObjective Objective) Read(Stream source)
    {
        Require.Readable(source, nameof(source));
        try
        {
            using var json = XGBoostJson.Parse(source);
            return new XGBoostReader(new JsonField(json.RootElement, "")).Read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // Texts that are no Unicode are the last two.
            throw new InvalidDataException(Require.Text($"This is no XGBoost model in JSON, or a damaged one: {exception.Message}"), exception);
        }
    }
}
