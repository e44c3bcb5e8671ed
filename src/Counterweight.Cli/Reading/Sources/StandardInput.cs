using System.Runtime.InteropServices;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Opens standard input, and tells where there is none.</summary>
internal static class StandardInput
{
    private const int Descriptor = 0;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    /// <exception cref="InputException">It was closed when the command was started.</exception>
    public static Stream Open(CancellationToken cancellation) => IsClosed()
        ? throw FilePlace.Error(InputFile.StandardInputName, "is closed; give a file, or send one with < FILE")
        : new InterruptibleStream(Console.OpenStandardInput(), cancellation);

    // Where nothing was there the runtime has opened something of its own, such as a pipe to itself, which nobody writes to. What
    // a process was started with never has the flag that closes it at the start of another.
    private static bool IsClosed() =>
        !OperatingSystem.IsWindows() && Fcntl(Descriptor, GetDescriptorFlags) is var flags && (flags < 0 || (flags & CloseOnExec) != 0);

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command);
}
