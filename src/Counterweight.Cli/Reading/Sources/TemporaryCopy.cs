namespace Counterweight.Cli.Reading.Sources;

/// <summary>A copy of what comes through a pipe, for formats whose table of contents is at the end.</summary>
/// <remarks>In a file: memory may be too small for it. The file is gone whatever ends the command.</remarks>
internal static class TemporaryCopy
{
    /// <summary>Copies all that is left of a stream.</summary>
    /// <returns>The copy, at its beginning. Closing it deletes it.</returns>
    public static FileStream Of(Stream stream)
    {
        var path = Path.Combine(Path.GetTempPath(), $"counterweight-{Path.GetRandomFileName()}");
        var copy = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // An open file needs no name, and without one nothing can leave it behind.
                File.Delete(path);
            }

            stream.CopyTo(copy, 1 << 16);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
