
namespace Counterweight.Cli.Reading.Sources;

/// <summary>A copy of what comes through a pipe, for formats whose table of contents is at the end.</summary>
/// <remarks>In a file: memory may be too small for it. The file is gone whatever ends the command.</remarks>
internal static class TemporaryCopy
{
    private const int BlockLength = 1 << 16;

    /// <summary>Copies all that is left of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <returns>The copy, at its beginning. Closing it deletes it.</returns>
    /// <exception cref="InputException">The copy cannot be written.</exception>
    public static FileStream Of(Stream stream, string source)
    {
        var path = Path.Combine(Path.GetTempPath(), $"counterweight-{Path.GetRandomFileName()}");
        FileStream? copy = null;
        try
        {
            Write(() =>
            {
                copy = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
                if (!OperatingSystem.IsWindows())
                {
                    // An open file needs no name, and without one nothing can leave it behind.
                    File.Delete(path);
                }
            });
            var block = new byte[BlockLength];
            for (var read = stream.Read(block); read > 0; read = stream.Read(block))
            {
                Write(() => copy!.Write(block, 0, read));
            }

            copy!.Position = 0;
            return copy;
        }
        catch
        {
            copy?.Dispose();
            throw;
        }

        void Write(Action write)
        {
            try
            {
                write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"{source}: must be copied to {Path.GetTempPath()}, which fails: {FilePlace.WithoutBreaks(e.Message)}; give a file in place of a pipe", e);
            }
        }
    }
}
