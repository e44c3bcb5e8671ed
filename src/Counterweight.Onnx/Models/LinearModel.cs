using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Counterweight.Training.Linear;

namespace Counterweight.Onnx.Models;

/// <summary>Logistic regression: numbers standardised and weighted, and the weights of categories. (LinearClassifier of ai.onnx.ml has floats for weights.)</summary>
internal sealed class LinearModel(ExportContext context, LogisticRegressionClassifier model)
{
    /// <summary>Standardised values beyond count as this.</summary>
    private const double LargestValue = 1e140;

    private readonly GraphBuilder graph = context.Graph;

    /// <summary>The softmax of scores, which tell the class.</summary>
    public ClassOutput Classes()
    {
        var columns = model.Columns.Index().ToLookup(pair => pair.Item.Categories.Count == 0);
        int[] numbers = [.. columns[true].Select(pair => pair.Index)];
        var scores = numbers.Length > 0 ? OfNumbers(numbers) : context.Repeat(model.Intercepts, "intercepts");
        foreach (var feature in columns[false].GroupBy(pair => pair.Item.Feature))
        {
            scores = graph.Add("Add", "scores", scores, OfCategories(feature.Key, [.. feature.Select(pair => (pair.Index, pair.Item.Categories))]));
        }

        return new(graph.Add("Softmax", "probabilities", ("axis", 1), scores), TreeModels.ArgMax(graph, scores));
    }

    private string OfNumbers(int[] columns)
    {
        int[] features = [.. columns.Select(column => model.Columns[column].Feature)];
        var values = columns.Length == model.FeatureCount
            ? context.Features
            : graph.Add("Gather", "numbers", ("axis", 1), context.Features, graph.Integers("number_features", [.. features.Select(feature => (long)feature)], features.Length));
        var scales = features.Select(model.Standardizer.Scale).ToArray();
        values = Scaled(values, [.. scales.Select(scale => scale.FirstFactor)], [.. scales.Select(scale => scale.SecondFactor)]);
        values = graph.Add("Sub", "centered", values, Row("means", scales.Select(scale => scale.Mean)));
        values = graph.Add("Mul", "standardized", values, Row("inverse_deviations", scales.Select(scale => scale.InverseDeviation)));
        values = graph.Add("Clip", "clipped", values, graph.Number("least", -LargestValue), graph.Number("greatest", LargestValue));
        values = graph.Add("Where", "present", graph.Add("IsNaN", "is_missing", values), graph.Number("mean", 0), values);
        var weights = new double[checked(columns.Length * model.ClassCount)];
        for (var label = 0; label < model.ClassCount; label++)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                weights[(i * model.ClassCount) + label] = model.Weights(label)[columns[i]];
            }
        }

        return graph.Add("Gemm", "scores", values, graph.Numbers("weights", weights, columns.Length, model.ClassCount), Row("intercepts", model.Intercepts.ToArray()));
    }

    // Two factors where their product is no double.
    private string Scaled(string values, double[] first, double[] second)
    {
        double[] both = [.. first.Zip(second, (one, other) => one * other)];
        return both.Zip(first).All(pair => double.IsNormal(pair.First) || pair.Second == 0)
            ? graph.Add("Mul", "scaled", values, Row("factors", both))
            : graph.Add("Mul", "scaled", graph.Add("Mul", "half_scaled", values, Row("factors", first)), Row("factors", second));
    }

    /// <summary>The weights of the column that is 1, or zeros: looked up by the category.</summary>
    private string OfCategories(int feature, (int Column, IReadOnlyList<int> Categories)[] columns)
    {
        var count = columns.Max(column => column.Categories.Max()) + 1;
        var table = new double[checked((count + 1) * model.ClassCount)];
        foreach (var (column, categories) in columns)
        {
            foreach (var category in categories)
            {
                for (var label = 0; label < model.ClassCount; label++)
                {
                    table[(category * model.ClassCount) + label] = model.Weights(label)[column];
                }
            }
        }

        var none = graph.Number("no_category", count);
        var value = graph.Column(context.Features, "category", feature);
        var isKnown = graph.Add("And", "is_known", graph.Add("Equal", "is_whole", graph.Add("Floor", "whole", value), value), graph.Add("GreaterOrEqual", "is_least", value, graph.Number("first", 0)));
        isKnown = graph.Add("And", "is_known", isKnown, graph.Add("Less", "is_most", value, none));
        var known = graph.Cast(graph.Add("Where", "known", isKnown, value, none), "category", TensorProto.Types.DataType.Int64);
        return graph.Add("Gather", "category_weights", graph.Numbers("weights", table, count + 1, model.ClassCount), known);
    }

    private string Row(string stem, IEnumerable<double> numbers)
    {
        var row = numbers.ToArray();
        return graph.Numbers(stem, row, 1, row.Length);
    }
}
