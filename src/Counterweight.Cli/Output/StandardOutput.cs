using Microsoft.Win32.SafeHandles;

namespace Counterweight.Cli.Output;

/// <summary>Opens standard output so that it tells when nobody reads it any more: the console's own stream keeps that to itself.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        try
        {
            return new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It is closed: what is written says so.
            return Console.OpenStandardOutput();
        }
    }
}
