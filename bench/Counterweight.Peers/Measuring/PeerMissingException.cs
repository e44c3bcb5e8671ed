namespace Counterweight.Peers.Measuring;

/// <summary>A peer does not run on this machine; the message is one line.</summary>
internal sealed class PeerMissingException(string message) : Exception(message);
