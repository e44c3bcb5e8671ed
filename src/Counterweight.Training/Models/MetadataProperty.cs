namespace Counterweight.Training.Models;

/// <summary>A text that a file keeps with a model under a name, as the metadata properties of ONNX are.</summary>
/// <param name="Name">What it is found by; not empty. Names with a dot after the program's own, such as <c>shop.currency</c>, do not meet those of others.</param>
/// <param name="Text">The text, of any length; its meaning is the caller's.</param>
public sealed record MetadataProperty(string Name, string Text);
