using System.Runtime.InteropServices;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterweight.Onnx.Tests;

/// <summary>What ONNX Runtime says of rows.</summary>
/// <param name="Labels">Numbers of classes, where a file has them.</param>
/// <param name="Names">Names of classes, where a file has them.</param>
/// <param name="Numbers">Probabilities or predictions.</param>
internal sealed record OnnxAnswers(long[] Labels, string[] Names, double[] Numbers)
{
    /// <summary>Writes a model and runs it.</summary>
    public static OnnxAnswers Of(ISavedModel model, Dataset rows, ModelSchema? schema = null, OnnxOptions? options = null, double[]? missCosts = null)
    {
        using var session = new InferenceSession(Saved(model, schema, options));
        return Run(session, rows, schema, options, missCosts);
    }

    /// <summary>The file of a model.</summary>
    public static byte[] Saved(ISavedModel model, ModelSchema? schema = null, OnnxOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxFile.Save(model, stream, schema, options);
        return stream.ToArray();
    }

    /// <summary>Runs a file.</summary>
    public static OnnxAnswers Run(InferenceSession session, Dataset rows, ModelSchema? schema, OnnxOptions? options, double[]? missCosts = null)
    {
        options ??= new OnnxOptions();
        var isSingle = options.ElementType == OnnxElementType.Floats;
        var columns = Enumerable.Range(0, rows.FeatureCount).Select(feature => rows.Column(feature).ToArray()).ToArray();
        var inputs = new List<NamedOnnxValue>();
        if (options.Inputs == OnnxInputs.Matrix)
        {
            double[] values = [.. Enumerable.Range(0, rows.RowCount).SelectMany(row => columns.Select(column => column[row]))];
            inputs.Add(Tensor("features", values, isSingle, rows.RowCount, rows.FeatureCount));
        }
        else
        {
            foreach (var (feature, name) in session.InputNames.Take(rows.FeatureCount).Index())
            {
                inputs.Add(schema?.Features[feature].Categories is { } categories
                    ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(columns[feature].Select(code => Text(code, categories)).ToArray(), [rows.RowCount, 1]))
                    : Tensor(name, columns[feature], isSingle, rows.RowCount, 1));
            }
        }

        if (missCosts is not null)
        {
            inputs.Add(Tensor("miss_cost", missCosts, isSingle, rows.RowCount));
        }

        using var results = session.Run(inputs);
        var numbers = results.Single(result => result.Name is "probabilities" or "prediction");
        var label = results.FirstOrDefault(result => string.Equals(result.Name, "label", StringComparison.Ordinal));
        return new(
            label?.ElementType == TensorElementType.Int64 ? [.. label.AsEnumerable<long>()] : [],
            label?.ElementType == TensorElementType.String ? [.. label.AsEnumerable<string>()] : [],
            isSingle ? [.. numbers.AsEnumerable<float>().Select(number => (double)number)] : [.. numbers.AsEnumerable<double>()]);
    }

    private static string Text(double code, IReadOnlyList<string> categories) =>
        code >= 0 && code < categories.Count && double.IsInteger(code) ? categories[(int)code] : double.IsNaN(code) ? "" : "unheard of";

    private static NamedOnnxValue Tensor(string name, double[] values, bool isSingle, params ReadOnlySpan<int> lengths) => isSingle
        ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Array.ConvertAll(values, value => (float)value), lengths))
        : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(values, lengths));
}
