namespace Counterweight.Cli;

/// <summary>Input that cannot be used.</summary>
/// <param name="message">The one line the user sees.</param>
/// <param name="inner">What told so.</param>
internal sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
