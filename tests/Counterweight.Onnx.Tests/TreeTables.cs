using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Counterweight.Onnx.Tests;

/// <summary>Runs a table of trees by itself.</summary>
internal static class TreeTables
{
    /// <summary>What it puts out of each value of its one feature.</summary>
    public static double[] Run(TreeTable table, double[] values)
    {
        var graph = new GraphBuilder();
        graph.Name("sums");
        var input = graph.Input("values", TensorProto.Types.DataType.Double, 1);
        graph.Output("sums", table.AddTo(graph, input, 1, "trees"), TensorProto.Types.DataType.Double, 1);
        var file = new ModelProto { IrVersion = 10, Graph = graph.Graph };
        file.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 21 });
        file.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 5 });
        using var session = new InferenceSession(file.ToByteArray());
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("values", new DenseTensor<double>(values, [values.Length, 1]))]);
        return [.. results[0].AsEnumerable<double>()];
    }
}
