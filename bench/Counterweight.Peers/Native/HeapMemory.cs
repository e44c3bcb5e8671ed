using System.Runtime.InteropServices;

namespace Counterweight.Peers.Native;

/// <summary>The memory of native code.</summary>
internal static partial class HeapMemory
{
    private const int TrimThreshold = -1;
    private const int MostMapped = -4;

    /// <summary>
    /// Lets the C library of GNU keep memory that is freed. Otherwise it gives large blocks back to the system at once, unless larger ones were
    /// freed before, and peers would be slow by page faults: libtorch, which frees its tensors in every step, up to twenty times.
    /// </summary>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = mallopt(MostMapped, 0);
            _ = mallopt(TrimThreshold, int.MaxValue);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Another C library, which decides for itself.
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);
}
