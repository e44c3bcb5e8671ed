namespace Counterweight.Training.Models;

/// <summary>Files that others see whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file under another name beside it, and then renames it.</summary>
    /// <param name="path">The file; of a symbolic link the file linked to.</param>
    /// <param name="bytes">What it shall hold.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(target) ?? throw new UnauthorizedAccessException(Require.Text($"'{path}' is a folder."));
        var temporary = Path.Combine(folder, Require.Text($".{Path.GetRandomFileName()}.tmp"));
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                // A name that lasts longer than the bytes would be an empty file after a loss of power.
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
