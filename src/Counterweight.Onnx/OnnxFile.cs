using Counterweight.Onnx.Models;
using Counterweight.Training;
using Counterweight.Training.Models;
using Counterweight.Training.Tuning;

namespace Counterweight.Onnx;

/// <summary>
/// Writes models as ONNX files, which ONNX Runtime and other programs run without this library: every model that <see cref="ModelFile"/> saves, with its calibration and
/// prior correction, and with a threshold or costs where asked for.
/// </summary>
/// <remarks>
/// <para>
/// Inputs: <c>features</c>, rows × features, NaN where a value is missing, or a column a feature (<see cref="OnnxInputs"/>). Outputs of a classifier: <c>label</c>, one a row, the name of the class
/// where the schema names classes and its number (int64) otherwise, and <c>probabilities</c>, rows × classes. Output of a regressor: <c>prediction</c>, one a row. Any number of rows, none included.
/// </para>
/// <para>
/// Everything is computed in doubles, whatever goes in. Thresholds of trees are written as they are, so each row falls into the same leaves as here, also at a threshold and beside it, where values are missing and where
/// categories are unknown. What differs is the order of sums and the last digits of e^x and ln x. Scores differ by at most (T + 2)·2⁻⁵²·Σ|v| of T trees whose greatest leaves are v, those of a logistic regression
/// of F columns by at most (F + 2)·2⁻⁵¹·(|b| + Σ|w·x|). For the models of the tests probabilities differ by at most 10⁻¹³, measured in ONNX Runtime 1.31.1; a label differs where two classes are as probable to within
/// that. An isotonic calibration multiplies the difference by its slope: where two of its knots are 10⁻¹⁵ apart, the value of the other one may come out. As floats (<see cref="OnnxElementType.Floats"/>)
/// probabilities are rounded once more; labels are decided before.
/// </para>
/// <para>
/// The operators are those of ai.onnx, version 21, and of ai.onnx.ml, version 5 (ONNX 1.16, of 2024): TreeEnsemble, whose thresholds may be doubles, and LabelEncoder. Tested with ONNX Runtime 1.31.1; releases before 2025 do not know TreeEnsemble. Infinite
/// features, which a <see cref="Training.Data.Dataset"/> refuses, are not refused there. The file keeps the names of features, categories and classes and the metadata of the schema, and says how labels are decided. The same model
/// writes the same bytes.
/// </para>
/// <para>Source: the ONNX specification, ai.onnx.ml operators, https://onnx.ai/onnx/operators.</para>
/// </remarks>
public static class OnnxFile
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="destination">Written from its position on; not closed.</param>
    /// <param name="schema">Names of features, categories and classes, see <see cref="ModelSchema.Of"/>; null: none.</param>
    /// <param name="options">What the file is like; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// A model that has a part which is none of this library, names that are not of this model, a decision about other classes, a tree more than 1,000 splits deep, a model that takes more than 2 GiB, or a stream that cannot be written. Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range. Nothing has been written.</exception>
    public static void Save(ISavedModel model, Stream destination, ModelSchema? schema = null, OnnxOptions? options = null)
    {
        Require.Writable(destination, nameof(destination));
        FileExport.Write(FileExport.Of(model, schema, options), destination);
    }

    /// <summary>Writes a model to a file, all of it or nothing: to a temporary file beside it first, which then takes its name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file. Its folder must be there. Of a symbolic link it is the file linked to.</param>
    /// <param name="schema">Names of features, categories and classes, see <see cref="ModelSchema.Of"/>; null: none.</param>
    /// <param name="options">What the file is like; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// A model that has a part which is none of this library, names that are not of this model, a decision about other classes, a tree more than 1,000 splits deep, or a model that takes more than 2 GiB. Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range. Nothing has been written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written, or it is a folder itself.</exception>
    public static void Save(ISavedModel model, string path, ModelSchema? schema = null, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = FileExport.Of(model, schema, options);
        WholeFile.Write(path, stream => FileExport.Write(file, stream));
    }

    /// <summary>How a tuned classifier decides: its costs and its threshold. Save <see cref="TunedClassifier.Classifier"/> with it.</summary>
    /// <param name="tuned">The classifier. Where it was tuned for costs of each row, each row says in an input <c>miss_cost</c> what it costs to miss it.</param>
    /// <exception cref="ArgumentException">It was tuned for costs of false alarms of each row.</exception>
    public static OnnxDecision DecisionOf(TunedClassifier tuned)
    {
        ArgumentNullException.ThrowIfNull(tuned);
        var costs = tuned.Costs;
        var falseAlarm = costs.FalseAlarm(0);
        for (var row = 1; row < costs.Count; row++)
        {
            if (costs.FalseAlarm(row) != falseAlarm)
            {
                throw Require.Misfit($"tuned was made for false alarms that cost {falseAlarm} in row 0 and {costs.FalseAlarm(row)} in row {row}; a file has one cost of false alarms.", nameof(tuned));
            }
        }

        return OnnxDecision.ShareOfCost(tuned.PositiveClass, falseAlarm, costs.Count > 1 ? null : costs.Miss(0), tuned.Choice.Threshold);
    }
}
