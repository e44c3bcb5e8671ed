using System.Runtime.ExceptionServices;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Training.Models;

namespace Counterweight.Cli.Output;

/// <summary>Where a command writes what it makes: a file, which is written whole or not at all, or standard output.</summary>
/// <param name="Path">A path, or - for standard output.</param>
internal sealed record OutputFile(string Path)
{
    /// <summary>What stands for standard output on a command line.</summary>
    public const string StandardOutput = "-";

    /// <summary>The option that names it.</summary>
    public string Option { get; init; } = "--output";

    /// <summary>Whether it is standard output.</summary>
    public bool IsStandard => string.Equals(Path, StandardOutput, StringComparison.Ordinal);

    /// <summary>Refuses a file that cannot be written, or that is read, before any work is done.</summary>
    /// <param name="inputs">The files that are read.</param>
    /// <exception cref="InputException">It cannot be used.</exception>
    public void Check(params ReadOnlySpan<string> inputs)
    {
        if (IsStandard)
        {
            return;
        }

        var named = InputFile.Name(Path);
        if (Path.Length == 0 || Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException($"{Option} '{FilePlace.OneLine(Path)}': no such file");
        }

        if (Directory.Exists(Path))
        {
            throw new InputException($"{Option} {named}: is a directory");
        }

        var full = Final(Path);
        if (System.IO.Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder))
        {
            throw new InputException($"{Option} {named}: there is no directory {InputFile.Name(folder)}");
        }

        foreach (var input in inputs)
        {
            if (!string.Equals(input, TableReader.StandardInput, StringComparison.Ordinal) && input.Length > 0 && !input.Contains('\0', StringComparison.Ordinal) && string.Equals(Final(input), full, StringComparison.Ordinal))
            {
                throw new InputException($"{Option} {named}: is a file that is read; give another name");
            }
        }
    }

    /// <summary>The same for a model, which is no text for a terminal.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public void CheckModel(Session session, string input)
    {
        if (IsStandard && session.Width is not null)
        {
            throw new InputException($"a model is no text for a terminal: {Option} names a file, or | sends it on");
        }

        Check(input);
    }

    /// <summary>Writes a model.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void WriteModel(Session session, ISavedModel model, ModelSchema schema) =>
        Write(session, stream => OutputException.Guard(() => ModelFile.Save(model, stream, schema)));

    /// <summary>Writes it.</summary>
    /// <param name="session">Whose standard output is meant.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(Session session, Action<Stream> write)
    {
        try
        {
            if (IsStandard)
            {
                session.Output.Flush();
                write(session.Bytes);
                session.Bytes.Flush();
            }
            else
            {
                WholeFile.Write(Path, write);
            }
        }
        catch (OutputException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
        }
    }

    // Of a link the file linked to.
    private static string Final(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return System.IO.Path.GetFullPath(path);
        }
    }
}
