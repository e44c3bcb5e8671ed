using System.Runtime.InteropServices;

namespace Counterweight.Tests.Catalog;

/// <summary>Addresses of zeros that take no memory until they are written to.</summary>
internal sealed unsafe partial class ReservedMemory : IDisposable
{
    private const int ReadWrite = 3;

    /// <summary>MAP_PRIVATE, MAP_ANONYMOUS, MAP_NORESERVE.</summary>
    private const int Reserved = 0x2 | 0x20 | 0x4000;

    private readonly nint length;

    public ReservedMemory(nint length)
    {
        this.length = length;
        Start = Map(0, length, ReadWrite, Reserved, -1, 0);
        if (Start == (void*)-1)
        {
            throw new InvalidOperationException($"mmap: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    public static bool IsSupported => OperatingSystem.IsLinux();

    public void* Start { get; }

    public void Dispose() => _ = Unmap(Start, length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void* Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(void* address, nint length);
}
