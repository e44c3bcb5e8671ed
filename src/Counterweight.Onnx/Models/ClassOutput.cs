namespace Counterweight.Onnx.Models;

/// <summary>What a classifier puts out.</summary>
/// <param name="Probabilities">Rows × classes, doubles.</param>
/// <param name="Label">The class of each row where something else than probabilities tells it; null: the most probable one, the lowest of equals.</param>
internal readonly record struct ClassOutput(string Probabilities, string? Label = null);
