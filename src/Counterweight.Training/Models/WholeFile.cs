namespace Counterweight.Training.Models;

/// <summary>Files that others see whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file under another name beside it, and then renames it. Devices and pipes are written as they are.</summary>
    /// <param name="path">The file; of a symbolic link the file linked to.</param>
    /// <param name="write">Writes what it shall hold; what it throws is thrown, and leaves the file as it was.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is that of a folder, or may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (Directory.Exists(path))
        {
            // As whoever opens it to read is told: renaming would tell of a file that is there already.
            throw new UnauthorizedAccessException($"'{path}' is a folder.");
        }

        var named = new FileInfo(path);
        if (IsDevice(named.FullName))
        {
            using var device = new FileStream(named.FullName, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        var target = named.LinkTarget is null ? named : (FileInfo)named.ResolveLinkTarget(returnFinalTarget: true)!;
        if (!target.Directory!.Exists)
        {
            // Otherwise the error would name the other file, which the caller does not know.
            throw new DirectoryNotFoundException($"'{path}': there is no folder '{target.DirectoryName}'.");
        }

        var temporary = Path.Combine(target.DirectoryName!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var file = new FileStream(temporary, Options(target)))
            {
                write(file);

                // A name that lasts longer than the bytes would be an empty file after a loss of power.
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // Who may read the file before may read it after.
    private static FileStreamOptions Options(FileInfo target)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && target.Exists)
        {
            options.UnixCreateMode = target.UnixFileMode;
        }

        return options;
    }

    private static bool IsDevice(string path) => !OperatingSystem.IsWindows()
        && (path.StartsWith("/proc/", StringComparison.Ordinal) || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)));
}
