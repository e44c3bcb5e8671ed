using Counterweight.Peers.Measuring;
using TorchSharp;

namespace Counterweight.Peers.Native;

/// <summary>Whether libtorch loads on this machine.</summary>
internal static class Libtorch
{
    private static readonly Lazy<string?> Problem = new(Load);

    /// <summary>Says why not where it does not. Where it does, sets its threads.</summary>
    /// <exception cref="PeerMissingException">It does not load.</exception>
    public static void Need(int threads)
    {
        if (Problem.Value is { } problem)
        {
            throw new PeerMissingException($"libtorch does not load (CONTRIBUTING.md says how it does): {problem}");
        }

        torch.set_num_threads(threads);
    }

    private static string? Load()
    {
        try
        {
            torch.ones(1).Dispose();
            return null;
        }
        catch (TypeInitializationException exception)
        {
            return FirstLine(exception.InnerException ?? exception);
        }
        catch (Exception exception) when (exception is NotSupportedException or DllNotFoundException)
        {
            return FirstLine(exception);
        }
    }

    private static string FirstLine(Exception exception) => exception.Message.ReplaceLineEndings("\n").Split('\n')[0];
}
