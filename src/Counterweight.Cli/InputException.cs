namespace Counterweight.Cli;

/// <summary>Input that cannot be used.</summary>
/// <param name="message">What the user sees: one line, or more where there is more than one problem.</param>
/// <param name="inner">What told so.</param>
internal sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
