namespace Counterweight.Onnx;

/// <summary>How features go into a file's model.</summary>
public enum OnnxInputs
{
    /// <summary>One input, <c>features</c>: rows × features. Categories are their numbers, NaN where missing or unknown.</summary>
    Matrix,

    /// <summary>
    /// One input a feature, of its name: rows × 1. Categories are texts, their names; a text that is none of them counts as a missing value, as in
    /// <see cref="Training.Models.ModelSchema.Map"/>. Features without a name are <c>feature_0</c> and so on, and where two have the same, or that of an output, the later gets a number.
    /// </summary>
    Columns,
}
