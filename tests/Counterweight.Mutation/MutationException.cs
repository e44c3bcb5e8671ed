namespace Counterweight.Mutation;

/// <summary>The run cannot go on; the message says why.</summary>
internal sealed class MutationException(string message) : Exception(message);
