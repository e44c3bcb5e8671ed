using System.Runtime.InteropServices;
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

    /// <summary>Loads it as TorchSharp will, which tells less of what is missing, and much on standard output.</summary>
    private static string? Load()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            // Among the names that were tried are some of files that are not there.
            string[] lines = [.. exception.Message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            return Array.Find(lines, line => line.Contains("required by", StringComparison.Ordinal)) ?? lines[0];
        }
    }
}
