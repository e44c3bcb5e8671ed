using Microsoft.Win32.SafeHandles;

namespace Counterweight.Cli.Output;

/// <summary>Opens standard output so that it tells when nobody reads it any more: the console's own stream keeps that to itself.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    public static Stream Open()
    {
        if (!OperatingSystem.IsWindows() && OpenPipe() is { } pipe)
        {
            return pipe;
        }

        return Console.OpenStandardOutput();
    }

    // A file stream writes to a file at a place of its own, which others that share the file do not see: it is for pipes alone.
    private static FileStream? OpenPipe()
    {
        try
        {
            var stream = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? null : stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It is closed.
            return null;
        }
    }
}
