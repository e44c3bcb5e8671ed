namespace Counterweight.Onnx;

/// <summary>What the numbers that go into a file's model, and its probabilities, are. Between them everything is computed in doubles.</summary>
public enum OnnxElementType
{
    /// <summary>Doubles: the model answers as in this library.</summary>
    Doubles,

    /// <summary>Floats: the model answers as in this library about rows of the same floats, and probabilities are rounded once, by at most 2⁻²⁴ of themselves.</summary>
    Floats,
}
