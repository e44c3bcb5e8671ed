using System.Runtime.InteropServices;

namespace Counterweight.Tests.Catalog;

/// <summary>Memory between two pages that may not be touched: an access over either end ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint page = Environment.SystemPageSize;
    private readonly byte* mapping;
    private readonly nint bytes;

    public GuardedMemory(int atLeast)
    {
        bytes = (atLeast + page - 1) / page * page;
        mapping = Map(0, bytes + (2 * page), 0, PrivateAnonymous, -1, 0);
        if ((nint)mapping == -1 || Protect(mapping + page, bytes, ReadWrite) != 0)
        {
            throw new InvalidOperationException($"mmap: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    public static bool IsSupported => OperatingSystem.IsLinux();

    /// <summary>Right behind the lower guard page.</summary>
    public void* Start => mapping + page;

    /// <summary>Where an operand must start to end right before the upper guard page.</summary>
    public void* EndLess(int length) => mapping + page + bytes - length;

    public void Dispose() => Unmap(mapping, bytes + (2 * page));

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Protect(byte* address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(byte* address, nint length);
}
