using Counterweight.Training;

namespace Counterweight.Onnx.Decisions;

/// <summary>A decision about one of two classes.</summary>
/// <param name="positive">The class.</param>
internal abstract class TwoClassDecision(int positive) : OnnxDecision
{
    /// <summary>The class.</summary>
    private protected int Positive => positive;

    internal sealed override void Check(int classCount)
    {
        if (classCount != 2)
        {
            throw Require.Misfit($"Decision is about two classes and the model has {classCount}.", "options");
        }
    }

    internal sealed override string Label(DecisionGraph graph)
    {
        var probability = graph.Probability(positive);
        return graph.Either(IsPositive(graph, probability), positive, probability);
    }

    /// <summary>Whether each row has the answer <c>positive</c>, given its probability; what comes of NaN does not matter.</summary>
    private protected abstract string IsPositive(DecisionGraph graph, string probability);
}
