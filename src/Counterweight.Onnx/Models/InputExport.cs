using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Counterweight.Training;
using Counterweight.Training.Models;

namespace Counterweight.Onnx.Models;

/// <summary>The inputs of a graph, and the matrix of features that they make.</summary>
/// <param name="graph">The graph.</param>
/// <param name="options">What the file is like.</param>
internal sealed class InputExport(GraphBuilder graph, OnnxOptions options)
{
    /// <summary>The name of the input of costs.</summary>
    public const string MissCost = "miss_cost";

    private TensorProto.Types.DataType Type => options.ElementType == OnnxElementType.Floats ? TensorProto.Types.DataType.Float : TensorProto.Types.DataType.Double;

    /// <summary>The inputs of features; columns in the order of the features.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Rows × features, doubles.</summary>
    public string Features(int count, ModelSchema schema)
    {
        if (options.Inputs == OnnxInputs.Matrix)
        {
            Names = [graph.Input("features", Type, count)];
            return Double(Names[0]);
        }

        // Inputs have the first choice of a name, before all nodes.
        var own = Enumerable.Range(0, count).Select(feature => schema.Features.Count > 0 ? schema.Features[feature] : new FeatureSchema("")).ToArray();
        Names = [.. own.Select((feature, number) => graph.Input(feature.Name.Length > 0 ? feature.Name : Require.Text($"feature_{number}"), feature.Categories is null ? Type : TensorProto.Types.DataType.String, 1))];
        string[] columns = [.. Names.Zip(own, (name, feature) => feature.Categories is { } categories ? Widened(Codes(name, categories)) : Double(name))];
        return columns.Length == 1 ? columns[0] : graph.Add("Concat", "all_features", ("axis", 1), columns);
    }

    /// <summary>The costs of rows, doubles.</summary>
    public string MissCosts() => Double(graph.NamedInput(MissCost, Type));

    /// <summary>Numbers as they are put out.</summary>
    public void Output(string name, string value, int width) =>
        graph.Output(name, Type == TensorProto.Types.DataType.Float ? graph.Cast(value, "rounded", Type) : value, Type, width);

    private string Double(string value) => Type == TensorProto.Types.DataType.Float ? Widened(value) : value;

    private string Widened(string value) => graph.Cast(value, "widened", TensorProto.Types.DataType.Double);

    /// <summary>The numbers of categories, as floats, which have all of them: NaN for any other text.</summary>
    private string Codes(string texts, IReadOnlyList<string> categories)
    {
        var node = new NodeProto { OpType = "LabelEncoder", Domain = "ai.onnx.ml" };
        node.Attribute.Add(Attributes.Of("keys_strings", categories));
        node.Attribute.Add(Attributes.Of("values_floats", Enumerable.Range(0, categories.Count).Select(code => (float)code)));
        node.Attribute.Add(Attributes.Of("default_float", float.NaN));
        return graph.Add(node, "codes", texts);
    }
}
