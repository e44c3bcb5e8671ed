using Counterweight.Benchmarks;
using Counterweight.Peers.Measuring;

namespace Counterweight.Peers.Reporting;

/// <summary>A file that is written anew whenever there are more lines.</summary>
internal sealed class ReportFile
{
    private readonly string path;
    private readonly Func<Session, string> text;

    private ReportFile(string path, Func<Session, string> text) => (this.path, this.text) = (path, text);

    /// <summary>Finds out whether the file can be written, before anything is measured. Its folder is made.</summary>
    /// <param name="option">Who asks for it.</param>
    /// <param name="path">Where.</param>
    /// <param name="text">What it is to hold.</param>
    /// <exception cref="UsageException">It cannot.</exception>
    public static ReportFile Open(string option, string path, Func<Session, string> text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            return new(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"{option}: '{path}' cannot be written: {exception.Message}");
        }
    }

    public void Write(Session session) => File.WriteAllText(path, text(session));
}
