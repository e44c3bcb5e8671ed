namespace Counterweight.Onnx;

/// <summary>What a file is like.</summary>
public sealed record OnnxOptions
{
    /// <summary>What the numbers that go in, and the probabilities, are. Default: doubles.</summary>
    public OnnxElementType ElementType { get; init; } = OnnxElementType.Doubles;

    /// <summary>How features go in. Default: as one matrix.</summary>
    public OnnxInputs Inputs { get; init; } = OnnxInputs.Matrix;

    /// <summary>How probabilities become labels. Default: the most probable class.</summary>
    public OnnxDecision Decision { get; init; } = OnnxDecision.MostProbable;
}
