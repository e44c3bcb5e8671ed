using System.Globalization;
using Counterweight.Decisions;
using Counterweight.Onnx.Graphs;
using Counterweight.Onnx.Schema;
using Counterweight.Training;

namespace Counterweight.Onnx.Decisions;

/// <summary>The answer of least expected cost: costs beside the least of the same right class, in a unit of their own.</summary>
internal sealed class CostDecision(CostMatrix costs) : OnnxDecision
{
    internal override string Describe() => $"least expected cost: {string.Join(' ', costs.Costs.ToArray().Select(cost => cost.ToString("R", CultureInfo.InvariantCulture)))}";

    internal override void Check(int classCount)
    {
        if (classCount != costs.ClassCount)
        {
            throw Require.Misfit($"Decision has costs of {costs.ClassCount} classes and the model has {classCount}.", "options");
        }
    }

    internal override string Label(DecisionGraph graph)
    {
        var (own, count) = (graph.Graph, costs.ClassCount);
        var excess = costs.Costs.ToArray();
        for (var truth = 0; truth < count; truth++)
        {
            var row = excess.AsSpan(truth * count, count);
            var least = row.ToArray().Min();
            foreach (ref var cost in row)
            {
                cost -= least;
            }
        }

        var greatest = excess.Max();
        var unit = greatest > 0 ? Math.ILogB(greatest) : 0;
        var expected = own.Add("MatMul", "expected_costs", graph.Classes.Probabilities, own.Numbers("costs", Array.ConvertAll(excess, cost => Math.ScaleB(cost, -unit)), count, count));
        var node = new NodeProto { OpType = "ArgMin" };
        node.Attribute.Add(Attributes.Of("axis", 1));
        node.Attribute.Add(Attributes.Of("keepdims", 0));
        return graph.Known(own.Add(node, "cheapest", expected), own.Flat(own.RowSums(graph.Classes.Probabilities, "sum"), "sum"));
    }
}
